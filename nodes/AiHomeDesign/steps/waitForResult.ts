import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { BrokenCall } from '../../shared/brokenCall';
import { callApiOnce, type CarriedOptions } from '../../shared/callApi';
import { clock } from '../../shared/clock';
import { Abandoned, Failure, orFailure } from '../../shared/failure';
import {
	findImage,
	finishedImage,
	type FinishedOrder,
	type Order,
	readOrder,
} from '../../shared/order';
import type { LedgerEntry } from '../run/ledger';
import type { OrderSettings } from './parameters';

/** Where a look goes, and until when. */
interface Look {
	context: IExecuteSingleFunctions;
	carried: CarriedOptions;
	entry: LedgerEntry;
	settings: OrderSettings;
	/** Aborted when nobody waits for the result any more. */
	signal: AbortSignal;
}

/**
 * Waits until the picture of an order is finished.
 *
 * @throws Failure when the time is over, the picture came to nothing, or the API refuses to tell
 * @throws Abandoned when the run is stopped or cancelled
 */
export async function waitForResult(look: Look): Promise<FinishedOrder> {
	const { imageId, olderImages } = look.entry;
	return await lookUntil(look, (order) => {
		const image = finishedImage(order, imageId, olderImages);
		return image && { order, image };
	});
}

/**
 * Waits until it is proven that an order was taken whose submit no answer told of.
 *
 * @throws as `waitForResult`
 */
export async function waitUntilTaken(look: Look): Promise<void> {
	const { olderImages } = look.entry;
	await lookUntil(look, (order) => {
		finishedImage(order, undefined, olderImages);
		const isAtWork = order.status !== undefined && order.status !== 'idle';
		return findImage(order, undefined, olderImages) ?? (isAtWork || undefined);
	});
}

/**
 * Looks at an order until `find` finds something: first after the vendor's own estimate or one interval,
 * whichever is shorter, then after every interval. A look that meets what may pass counts as "not yet".
 */
async function lookUntil<T>(look: Look, find: (order: Order) => T | undefined): Promise<T> {
	const { context, carried, entry, settings, signal } = look;
	const { pollInterval, timeout } = settings;
	const end = clock.now() + timeout;
	let trouble: Failure | undefined;
	let next = Math.min(entry.eta ?? pollInterval, pollInterval);
	do {
		await clock.pause(Math.min(next, end - clock.now()), signal);
		if (signal.aborted) throw new Abandoned();
		const order = await orFailure(readOrder(context, carried, entry.orderId, callApiOnce));
		if (signal.aborted) throw new Abandoned();
		trouble = order instanceof Failure ? order : undefined;
		if (order instanceof Failure) {
			if (!mayChange(order)) throw entry.doubt ? tooLate(look, order) : order;
		} else {
			if (findImage(order, entry.imageId, entry.olderImages)) confirm(entry);
			const found = find(order);
			if (found !== undefined) return found;
		}
		next = pollInterval;
	} while (clock.now() < end);
	throw tooLate(look, trouble);
}

/** Whether the next look may tell more. Only a refusal lasts: of the key, of the order, or by a setting. */
function mayChange(failure: Failure): boolean {
	if (failure instanceof BrokenCall) return !failure.isLasting;
	const status = Number(failure.details.status);
	return status < 400 || status === 408 || status === 429 || status >= 500;
}

/** A picture is there, finished or not: the order was taken, whatever became of the answer. */
function confirm(entry: LedgerEntry): void {
	entry.fate = 'submitted';
	entry.doubt = undefined;
}

function tooLate({ entry, settings }: Look, trouble: Failure | undefined): Failure {
	const { doubt, orderId } = entry;
	const last = trouble ? `, and the last look met this: ${trouble.message}` : '';
	if (doubt) {
		return new Failure(
			`${doubt.message}, so it may have been ordered, but no picture came within ${settings.timeout} seconds${last}`,
			`It is not ordered again. Look with the operation 'Get' and the order ID ${orderId}, and ask AI HomeDesign before you order anew.`,
			doubt.details,
		);
	}
	return new Failure(
		`The picture was not finished within ${settings.timeout} seconds${last}`,
		`It is still being made. Fetch it later with the operation 'Get' and the order ID ${orderId}, or raise 'Timeout' under Options.`,
		{ status: 'submitted' },
	);
}
