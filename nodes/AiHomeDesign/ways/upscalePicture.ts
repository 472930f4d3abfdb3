import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { sendRouted } from '../../shared/callApi';
import { textOf } from '../../shared/unknownValues';
import { onceInExecution } from '../run/onceInExecution';
import { answerForItem } from '../steps/answerForItem';
import { readIdParameter } from '../steps/parameters';
import { unlessLost } from '../steps/unlessLost';

/**
 * Asks for a larger version of a finished picture (vendor's docs, "Upscale"); its file comes by the account's
 * webhook. Runs around the engine's request. What was asked for before Retry On Fail ran the node again is not
 * asked for anew.
 */
export async function upscalePicture(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async ({ details }) => {
		const imageId = readIdParameter(this, 'generatedImageId', 'Generated Image ID', 'image_id');
		details.image_id = imageId;
		const json = await onceInExecution(this, `upscale ${imageId}`, async () => {
			requestData.options.url = `/v1/order/image/${encodeURIComponent(imageId)}/download/upscale`;
			const { status } = await unlessLost(
				sendRouted(this, requestData),
				'the status of the larger picture',
				'The larger picture may be under way. See whether it comes to the webhook before you ask again.',
			);
			return { generated_image_id: imageId, status: textOf(status) ?? 'processing' };
		});
		return [{ json }];
	});
}
