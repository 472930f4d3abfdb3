import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { finishedImage, looks, orderPath, parseOrder } from '../../shared/order';
import { answerForItem } from './answerForItem';
import { readOrderIdParameter } from './parameters';
import { addPicture, describeFinished, describeUnfinished } from './shapeResult';

/** Fetches an order by its ID, with its picture once that is finished. Runs around the engine's request. */
export async function getOrder(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async ({ details }) => {
		const orderId = readOrderIdParameter(this);
		details.order_id = orderId;
		requestData.options.url = orderPath(orderId);
		const order = parseOrder(
			await looks(async () => await sendRoutedSafely(this, requestData)),
			orderId,
		);
		const image = finishedImage(order, undefined);
		const isSimple = this.getNodeParameter('simplify', true);
		if (!image) return { json: isSimple ? describeUnfinished(order) : untouched(order.fields) };

		details.image_id = image.id;
		const finished = { order, image };
		const json = isSimple ? describeFinished(finished) : untouched(order.fields);
		if (!this.getNodeParameter('downloadImage', true)) return { json };
		return { json, binary: await addPicture(this, carriedOver(requestData.options), finished) };
	});
}

/** n8n takes an item with `error` at its root for a failed one, and runs the node again under Retry On Fail. */
function untouched(fields: IDataObject): IDataObject {
	if (!('error' in fields)) return fields;
	const { error, ...others } = fields;
	return { ...others, vendor_error: error };
}
