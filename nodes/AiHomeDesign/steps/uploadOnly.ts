import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { answerForItem } from './answerForItem';
import { takeImage } from './takeImage';
import { readOrderId, uploadForm, uploads } from './uploadImage';

/** Uploads the item's image and stops there: nothing is paid. Runs around the engine's request. */
export async function uploadOnly(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async () => {
		const service = String(this.getNodeParameter('service'));
		const image = await takeImage(this, carriedOver(requestData.options));
		requestData.options.body = uploadForm(image, service);
		const orderId = readOrderId(
			await uploads(async () => await sendRoutedSafely(this, requestData)),
		);
		return { json: { order_id: orderId, service_name: service } };
	});
}
