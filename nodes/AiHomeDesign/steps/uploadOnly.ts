import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { findInLedger } from '../run/ledger';
import { answerForItem } from './answerForItem';
import { imageIdentity } from './imageIdentity';
import { takeImage } from './takeImage';
import { readOrderId, uploadForm, uploads } from './uploadImage';

/**
 * Uploads the item's image and stops there: nothing is paid. Runs around the engine's request. What was
 * uploaded before Retry On Fail ran the node again is not uploaded anew.
 */
export async function uploadOnly(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async () => {
		const service = String(this.getNodeParameter('service'));
		const entry = findInLedger(this, `upload ${service} ${imageIdentity(this)}`, false);
		if (entry.fate === 'new') {
			const image = await takeImage(this, carriedOver(requestData.options));
			requestData.options.body = uploadForm(image, service);
			entry.orderId = readOrderId(
				await uploads(async () => await sendRoutedSafely(this, requestData)),
			);
			entry.fate = 'uploaded';
		}
		return { json: { order_id: entry.orderId, service_name: service } };
	});
}
