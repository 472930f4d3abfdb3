import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { sendRouted } from '../../shared/callApi';
import { textOf } from '../../shared/unknownValues';
import { joinRun } from '../run/companions';
import { onceInExecution } from '../run/onceInExecution';
import { answerForItem } from '../steps/answerForItem';
import { readIdParameter } from '../steps/parameters';
import { unlessLost } from '../steps/unlessLost';

/**
 * Asks for a larger version of a finished picture (vendor's docs, "Upscale"); its file comes by the account's
 * webhook. Runs around the engine's request. A picture is asked for once in an execution, and under Stop not before
 * all items are checked.
 */
export async function upscalePicture(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const companions = joinRun(this);
	if (!(await companions.areComplete())) return [];
	return await answerForItem(this, companions, async ({ details }) => {
		const imageId = readIdParameter(this, 'generatedImageId', 'Generated Image ID', 'image_id');
		details.image_id = imageId;
		requestData.options.url = `/v1/order/image/${encodeURIComponent(imageId)}/download/upscale`;
		await companions.allChecked();
		const json = await onceInExecution(this, `upscale ${imageId}`, true, async () => {
			const { status } = await unlessLost(
				companions.submit(async () => await sendRouted(this, requestData)),
				'the status of the larger picture',
				'The larger picture may be under way. See whether it comes to the webhook before you ask again.',
			);
			return { generated_image_id: imageId, status: textOf(status) ?? 'processing' };
		});
		return [{ json }];
	});
}
