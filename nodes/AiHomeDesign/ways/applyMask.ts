import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { callApi, carriedOver } from '../../shared/callApi';
import { looks } from '../../shared/order';
import { textOf } from '../../shared/unknownValues';
import { oneAtATime } from '../run/oneAtATime';
import { changeOnce } from '../steps/changeOnce';
import { checkMask } from '../steps/checkMask';
import { binaryIdentity } from '../steps/imageIdentity';
import { latestPicturePath, parseLatestPicture } from '../steps/latestPicture';
import { readOrderIdParameter } from '../steps/parameters';
import { openMask } from '../steps/takeImage';
import { lazyFile, uploads } from '../steps/uploadImage';

/**
 * Sends a mask, which removes what it paints from the picture so far (vendor's docs, "AI Item Removal Mask").
 * Runs around the engine's request. The mask is checked against the picture first, and under Stop none is sent
 * before those of all items are; each is sent once in an execution, and those for one order one after the other, as
 * each changes the picture that the next one finds.
 */
export async function applyMask(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await changeOnce(this, requestData, async (details, signal) => {
		const order_id = readOrderIdParameter(this);
		details.order_id = order_id;
		const carried = carriedOver(requestData.options);
		const mask = await openMask(this);
		const latest = { method: 'GET', url: latestPicturePath(order_id) } as const;
		const { url } = parseLatestPicture(
			await looks(async () => await callApi(this, carried, latest), signal),
		);
		const unchecked = await checkMask(this, carried, mask, url, signal);

		const form = new FormData();
		form.append('order_id', order_id);
		form.append('mask', lazyFile(mask));
		requestData.options.body = form;
		return {
			fingerprint: `mask ${order_id} ${binaryIdentity(this)}`,
			isShared: false,
			what: 'the ID of the mask',
			advice:
				"It may be applied all the same. Look with the operation 'Get Latest' before you apply it again.",
			inTurn: async (send) =>
				await oneAtATime(`masks of ${order_id}`, async () => await uploads(send)),
			describe: (answer) => {
				const mask_id = textOf(answer.maskId);
				return {
					order_id,
					...(mask_id === undefined ? {} : { mask_id }),
					...(unchecked === undefined ? {} : { unchecked }),
				};
			},
		};
	});
}
