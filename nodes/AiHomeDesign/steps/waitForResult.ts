import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { CarriedOptions } from '../../shared/callApi';
import { clock } from '../../shared/clock';
import { Failure } from '../../shared/failure';
import { finishedImage, type GeneratedImage, type Order, lookAtOrder } from '../../shared/order';
import type { SubmittedOrder } from './submitOrder';

/** An order whose picture is finished. */
export interface FinishedOrder {
	order: Order;
	image: GeneratedImage;
}

/** How long to wait for one result, and how often to look; both in seconds. */
export interface WaitingTimes {
	pollInterval: number;
	timeout: number;
}

/**
 * Looks for the result until it is there: first after the vendor's own estimate or one interval, whichever
 * is shorter, then after every interval. A look that meets a disturbance counts as "not yet".
 *
 * @throws Failure when the time is over, the execution is cancelled, the picture came to nothing, or the
 * API refuses to tell
 */
export async function waitForResult(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	{ orderId, imageId, eta }: SubmittedOrder,
	{ pollInterval, timeout }: WaitingTimes,
): Promise<FinishedOrder> {
	const signal = context.getExecutionCancelSignal();
	const end = clock.now() + timeout;
	let disturbance: Failure | undefined;
	let next = Math.min(eta ?? pollInterval, pollInterval);
	do {
		await clock.pause(Math.min(next, end - clock.now()), signal);
		if (signal?.aborted) throw cancelled(context, orderId);
		const look = await lookOnce(context, carried, orderId, imageId);
		if (signal?.aborted) throw cancelled(context, orderId);
		if (look instanceof Failure) disturbance = look;
		else if (look.image) return { order: look.order, image: look.image };
		else disturbance = undefined;
		next = pollInterval;
	} while (clock.now() < end);
	throw new Failure(
		`The picture was not finished within ${timeout} seconds${disturbance ? `, and the last look met a disturbance: ${disturbance.message}` : ''}`,
		`It is still being made. Fetch it later with the operation 'Get' and the order ID ${orderId}, or raise 'Timeout' under Options.`,
		{ status: 'submitted' },
	);
}

async function lookOnce(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	orderId: string,
	imageId: string | undefined,
): Promise<Failure | { order: Order; image?: GeneratedImage }> {
	const order = await lookAtOrder(context, carried, orderId).catch((error) => {
		if (error instanceof Failure && isPassing(error)) return error;
		throw error;
	});
	return order instanceof Failure ? order : { order, image: finishedImage(order, imageId) };
}

/** Too many requests, a disturbance at the vendor's, or no answer at all: the next look may go through. */
function isPassing({ details: { status } }: Failure): boolean {
	return status === undefined || status === 429 || (typeof status === 'number' && status >= 500);
}

/** n8n shows no message of a cancelled node, so the order's ID goes into its log too. */
function cancelled({ logger }: IExecuteSingleFunctions, orderId: string): Failure {
	logger.warn(`AI HomeDesign: the execution was cancelled while order ${orderId} was being made`);
	return new Failure(
		'The execution was cancelled',
		`The order is still being made. Fetch it with the operation 'Get' and the order ID ${orderId}.`,
		{ status: 'submitted' },
	);
}
