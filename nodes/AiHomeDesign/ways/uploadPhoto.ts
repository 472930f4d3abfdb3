import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { onceInExecution } from '../run/onceInExecution';
import { answerForItem } from '../steps/answerForItem';
import { imageIdentity } from '../steps/imageIdentity';
import { readServiceParameter } from '../steps/parameters';
import { takeImage } from '../steps/takeImage';
import { readOrderId, uploadForm, uploads } from '../steps/uploadImage';

/**
 * Uploads the item's image and stops there: nothing is paid. Runs around the engine's request. What was
 * uploaded before Retry On Fail ran the node again is not uploaded anew.
 */
export async function uploadPhoto(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async () => {
		const service = readServiceParameter(this);
		const fingerprint = `upload ${service} ${imageIdentity(this)}`;
		const json = await onceInExecution(this, fingerprint, false, async () => {
			const image = await takeImage(this, carriedOver(requestData.options));
			requestData.options.body = uploadForm(image, service);
			const answer = await uploads(async () => await sendRoutedSafely(this, requestData));
			return { order_id: readOrderId(answer), service_name: service };
		});
		return [{ json }];
	});
}
