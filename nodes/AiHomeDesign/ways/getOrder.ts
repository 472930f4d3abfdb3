import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { describeFinished } from '../../shared/orderSummary';
import { finishedImage, looks, orderPath, parseOrder } from '../../shared/order';
import { answerForItem } from '../steps/answerForItem';
import { readOrderIdParameter, readSwitch } from '../steps/parameters';
import { addPicture, describeUnfinished, withoutRootError } from '../steps/shapeResult';

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
		const isSimple = readSwitch(this, 'simplify', 'Simplify', true);
		if (!image) {
			return [{ json: isSimple ? describeUnfinished(order) : withoutRootError(order.fields) }];
		}

		details.image_id = image.id;
		const finished = { order, image };
		const json = isSimple ? describeFinished(finished) : withoutRootError(order.fields);
		if (!readSwitch(this, 'downloadImage', 'Download Image', true)) return [{ json }];
		return [{ json, binary: await addPicture(this, carriedOver(requestData.options), finished) }];
	});
}
