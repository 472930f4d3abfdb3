import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { callApi, carriedOver, sendRouted } from '../../shared/callApi';
import { looks } from '../../shared/order';
import { textOf } from '../../shared/unknownValues';
import { onceInExecution } from '../run/onceInExecution';
import { answerForItem } from '../steps/answerForItem';
import { checkMask } from '../steps/checkMask';
import { binaryIdentity } from '../steps/imageIdentity';
import { latestPicturePath, parseLatestPicture } from '../steps/latestPicture';
import { readOrderIdParameter } from '../steps/parameters';
import { openMask } from '../steps/takeImage';
import { lazyFile, uploads } from '../steps/uploadImage';
import { unlessLost } from '../steps/unlessLost';

/**
 * Sends a mask, which removes what it paints from the picture so far (vendor's docs, "AI Item Removal Mask").
 * Runs around the engine's request. The mask is checked against the picture before it is sent; one that was
 * sent before Retry On Fail ran the node again is not sent anew.
 */
export async function applyMask(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async ({ details }) => {
		const orderId = readOrderIdParameter(this);
		details.order_id = orderId;
		const fingerprint = `mask ${orderId} ${binaryIdentity(this)}`;
		const json = await onceInExecution(this, fingerprint, async () => {
			const carried = carriedOver(requestData.options);
			const mask = await openMask(this);
			const { url } = parseLatestPicture(
				await looks(
					async () =>
						await callApi(this, carried, { method: 'GET', url: latestPicturePath(orderId) }),
				),
			);
			const unchecked = await checkMask(this, carried, mask, url);

			const form = new FormData();
			form.append('order_id', orderId);
			form.append('mask', lazyFile(mask));
			requestData.options.body = form;
			const answer = await uploads(
				async () =>
					await unlessLost(
						sendRouted(this, requestData),
						'the ID of the mask',
						"It may be applied all the same. Look with the operation 'Get Latest' before you apply it again.",
					),
			);
			const maskId = textOf(answer.maskId);
			return {
				order_id: orderId,
				...(maskId === undefined ? {} : { mask_id: maskId }),
				...(unchecked === undefined ? {} : { unchecked }),
			};
		});
		return [{ json }];
	});
}
