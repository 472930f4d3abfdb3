import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { type CarriedOptions, carriedOver } from '../../shared/callApi';
import type { Service } from '../services';
import { answerForItem } from './answerForItem';
import { chooseFromCatalog } from './chooseFromCatalog';
import { readOrderIdParameter, readSeconds } from './parameters';
import { addPicture, describeFinished, withoutGaps } from './shapeResult';
import { submitOrder } from './submitOrder';
import { takeImage } from './takeImage';
import { uploadImage } from './uploadImage';
import { waitForResult } from './waitForResult';

/**
 * The way of one photo, from top to bottom. n8n's engine runs it around the submit request of each item
 * (as its `pagination` function: the only hook that sees everything that can go wrong, a broken network too).
 */
export function placeOrder(service: Service) {
	return async function (
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		return await answerForItem(this, async (known) => {
			const carried = carriedOver(requestData.options);
			const times = {
				pollInterval: readSeconds(this, 'options.pollInterval', 'Poll Interval', 5),
				timeout: readSeconds(this, 'options.timeout', 'Timeout', 300),
			};

			const selection = await chooseFromCatalog(this, carried, service);
			const { orderId, fileName } = await openOrder(this, carried, service);
			known.order_id = orderId;

			const submitted = await submitOrder(this, requestData, orderId, selection);
			known.image_id = submitted.imageId;
			const summary = {
				order_id: orderId,
				image_id: submitted.imageId,
				service_name: service.name,
				space_name: selection.spaceName,
				eta: submitted.eta,
				...selection.titles,
			};
			if (!this.getNodeParameter('waitForResult', true)) {
				return { json: withoutGaps({ ...summary, status: 'submitted' }) };
			}

			const finished = await waitForResult(this, carried, submitted, times);
			const json = withoutGaps({ ...summary, ...describeFinished(finished), ...selection.titles });
			if (!this.getNodeParameter('downloadImage', true)) return { json };
			return { json, binary: await addPicture(this, carried, finished, fileName) };
		});
	};
}

/** An order whose image is uploaded: the one that is named, or a new one with the item's image. */
async function openOrder(
	context: IExecutePaginationFunctions,
	carried: CarriedOptions,
	service: Service,
): Promise<{ orderId: string; fileName?: string }> {
	if (context.getNodeParameter('imageSource') === 'orderId') {
		return { orderId: readOrderIdParameter(context) };
	}
	const image = await takeImage(context, carried);
	return {
		orderId: await uploadImage(context, carried, image, service.name),
		fileName: image.fileName,
	};
}
