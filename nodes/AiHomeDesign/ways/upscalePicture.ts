import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { textOf } from '../../shared/unknownValues';
import { changeOnce } from '../steps/changeOnce';
import { readIdParameter } from '../steps/parameters';

/**
 * Asks for a larger version of a finished picture (vendor's docs, "Upscale"); its file comes by the account's
 * webhook. Runs around the engine's request. A picture is asked for once in an execution, and under Stop not before
 * all items are checked.
 */
export async function upscalePicture(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await changeOnce(this, requestData, async (details) => {
		const imageId = readIdParameter(this, 'generatedImageId', 'Generated Image ID', 'image_id');
		details.image_id = imageId;
		requestData.options.url = `/v1/order/image/${encodeURIComponent(imageId)}/download/upscale`;
		return {
			fingerprint: `upscale ${imageId}`,
			isShared: true,
			what: 'the status of the larger picture',
			advice:
				'The larger picture may be under way. See whether it comes to the webhook before you ask again.',
			describe: ({ status }) => ({
				generated_image_id: imageId,
				status: textOf(status) ?? 'processing',
			}),
		};
	});
}
