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
import { readIdParameter, readOrderIdParameter } from '../steps/parameters';
import { unlessLost } from '../steps/unlessLost';

/**
 * Says that the picture of a masked order is as it should be: a web form (a Kotlin client of the vendor's API
 * shows it). Runs around the engine's request, once in an execution, and under Stop not before all items are checked.
 */
export async function finalizeMask(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const companions = joinRun(this);
	if (!(await companions.areComplete())) return [];
	return await answerForItem(this, companions, async ({ details }) => {
		const order_id = readOrderIdParameter(this);
		details.order_id = order_id;
		const image_id = readIdParameter(this, 'imageId', 'Image ID', 'image_id');
		details.image_id = image_id;
		requestData.options.body = new URLSearchParams({ order_id, image_id });
		await companions.allChecked();
		const json = await onceInExecution(this, `finalize ${order_id} ${image_id}`, true, async () => {
			const answer = await unlessLost(
				companions.submit(async () => await sendRouted(this, requestData)),
				'a message',
				`It may be finalized all the same. Look with the operation 'Get' of 'Order' and the order ID ${order_id}.`,
			);
			const message = textOf(answer.message);
			return { order_id, image_id, ...(message === undefined ? {} : { message }) };
		});
		return [{ json }];
	});
}
