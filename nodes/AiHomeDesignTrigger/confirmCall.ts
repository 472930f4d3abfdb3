import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { unreadable } from '../shared/answer';
import { callApi, type CarriedOptions } from '../shared/callApi';
import { clock } from '../shared/clock';
import { Failure } from '../shared/failure';
import { limitTo } from '../shared/limiter';
import { finishedImage, type Order, readOrder } from '../shared/order';
import { describeFinished } from '../shared/orderSummary';
import { firstTextOf, isRecord, recordsOf, textOf } from '../shared/unknownValues';
import { type Call, known, readAsset } from './readCall';

/** How often the API is asked for what the call says is finished, and how many seconds lie between. */
const LOOKS = 3;
const PAUSE = 5;

/** How many calls are confirmed at the same time, in this process: whoever floods the webhook holds up no order. */
const confirmations = limitTo(3);

/**
 * Asks the API what is true of a call. What the API says replaces what the call said.
 *
 * @returns the output's items; undefined where the API has nothing that could be asked for
 * @throws Failure when the API does not know it, or not as finished, or cannot be asked
 */
export async function confirmCall(
	context: IWebhookFunctions,
	carried: CarriedOptions,
	call: Call,
): Promise<IDataObject[] | undefined> {
	const { processId, orderId, imageId } = call;
	if (processId !== undefined) {
		return await untilFinished(async () => await askForProcess(context, carried, processId));
	}
	if (orderId === undefined) return undefined;
	return await untilFinished(async () => {
		const order = await readOrder(context, carried, orderId);
		const image = finishedImage(onlyWith(order, imageId), imageId);
		return image && [{ ...describeFinished({ order, image }) }];
	});
}

/** The vendor may post before its own API knows; a forged call is told by the API's silence. */
async function untilFinished(
	ask: () => Promise<IDataObject[] | undefined>,
): Promise<IDataObject[]> {
	for (let look = 1; look <= LOOKS; look += 1) {
		const items = await confirmations(ask);
		if (items) return items;
		if (look < LOOKS) await clock.pause(PAUSE);
	}
	throw new Failure('AI HomeDesign does not know it as finished', 'The call may be forged.');
}

/** The order as if it had only the picture that is meant: another one proves nothing. */
function onlyWith(order: Order, imageId: string | undefined): Order {
	if (imageId === undefined) return order;
	return { ...order, images: order.images.filter(({ id }) => id === imageId) };
}

/** `GET /v3/process/{id}` (vendor's docs, "Processes"; its answer comes bare or in an envelope). */
async function askForProcess(
	context: IWebhookFunctions,
	carried: CarriedOptions,
	processId: string,
): Promise<IDataObject[] | undefined> {
	const answer = await callApi(context, carried, {
		method: 'GET',
		url: `/v3/process/${encodeURIComponent(processId)}`,
	});
	const body = isRecord(answer.body) ? answer.body : {};
	const process = isRecord(body.data) ? body.data : body;
	const status = textOf(process.status);
	if (status === undefined) throw unreadable('the process', answer);
	const common = {
		process_id: processId,
		order_id: textOf(process.order_id),
		tool: firstTextOf(process.tool, isRecord(process.tool) ? process.tool.slug : undefined),
	};
	if (status === 'failed') return [known({ ...common, status })];
	const pictures = recordsOf(process.final_assets).map(readAsset);
	if (status !== 'done' || pictures.length === 0) return undefined;
	return pictures.map((picture) => known({ ...common, ...picture, status: 'finished' }));
}
