import { createHash } from 'node:crypto';
import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';
import { unreadable } from '../../shared/answer';
import { BrokenCall } from '../../shared/brokenCall';
import { carriedOver, sendRouted } from '../../shared/callApi';
import { clock } from '../../shared/clock';
import { Abandoned, Failure, orFailure } from '../../shared/failure';
import { limitTo } from '../../shared/limiter';
import { findImage, readOrder, wasSubmitted } from '../../shared/order';
import { isRecord, textOf } from '../../shared/unknownValues';
import type { Companions } from '../run/companions';
import { gateOf, type Pass } from '../run/gate';
import { type LedgerEntry, notePaid } from '../run/ledger';
import type { Selection } from './chooseFromCatalog';
import { mayHaveBeenTaken } from './mayHaveBeenTaken';
import type { OrderSettings } from './parameters';

/** How many orders are being submitted at the same time, in this process. */
const submits = limitTo(3);

/** How often a connection that was refused is tried: not one byte was sent. */
const TRIES_WHEN_REFUSED = 4;

/**
 * Submits an order: the one step that costs money, and the request that n8n's engine itself sends. It is
 * repeated only where the vendor cannot have taken it: after a 429, which waits for a free place, and after
 * a connection that was refused. What became of it stands in `entry`; after an answer that was lost, or
 * says nothing, its fate is "sent".
 *
 * @throws Failure when the vendor refuses the order, or has no free place in time
 */
export async function submitOrder(
	context: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
	entry: LedgerEntry,
	selection: Selection,
	companions: Companions,
	settings: OrderSettings,
): Promise<void> {
	requestData.options.body = { order_id: entry.orderId, ...selection.body };
	const gate = gateOf(await accountOf(context, requestData));
	const deadline = clock.now() + settings.rateLimitWait;
	let refusals = 0;
	for (;;) {
		if (settings.onRateLimit === 'fail' && gate.isClosed && gate.lastRefusal) {
			throw gate.lastRefusal;
		}
		const pass = await gate.enter({
			signal: companions.signal,
			deadline,
			onWait: (until) => logWait(context, until),
		});
		if (pass === undefined) throw noFreePlace(gate.lastRefusal, settings);
		const outcome = await submits(async () => {
			if (gate.isClosed && !pass.isScout) return 'limited';
			return await companions.submit(async () => {
				if (await wasSubmittedMeanwhile(context, requestData, entry, settings)) return 'taken';
				if (companions.signal.aborted) throw new Abandoned();
				return await submitOnce(context, requestData, entry, selection, pass);
			});
		}).finally(() => pass.over());
		if (outcome === 'taken') return;
		if (outcome instanceof BrokenCall) {
			refusals += 1;
			if (refusals === TRIES_WHEN_REFUSED) throw outcome;
			await clock.pause(refusals, companions.signal);
		} else if (outcome instanceof Failure && settings.onRateLimit === 'fail') {
			throw outcome;
		}
	}
}

/** @returns "taken" also where that is not certain; the refusal where the vendor cannot have taken it, and it may go through later */
async function submitOnce(
	context: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
	entry: LedgerEntry,
	selection: Selection,
	pass: Pass,
): Promise<Failure | 'taken'> {
	entry.fate = 'sent';
	entry.inWords = selection.inWords;
	entry.spaceName = selection.body.space_name;
	notePaid(context, entry);
	const answer = await orFailure(sendRouted(context, requestData));
	if (!(answer instanceof Failure)) {
		pass.taken();
		const imageId = isRecord(answer.body) ? textOf(answer.body.image_id) : undefined;
		if (imageId === undefined) {
			entry.doubt = unreadable('the ID of the picture', answer);
			return 'taken';
		}
		entry.fate = 'submitted';
		entry.imageId = imageId;
		entry.eta = isRecord(answer.body) ? readEta(answer.body.eta) : undefined;
		return 'taken';
	}
	if (mayHaveBeenTaken(answer)) {
		entry.doubt = answer;
		return 'taken';
	}
	entry.fate = 'uploaded';
	entry.isPaid = false;
	if (answer.details.status === 429) {
		const refusal = tooManyOrders(answer);
		pass.limited(refusal);
		return refusal;
	}
	if (answer instanceof BrokenCall && answer.wasRefused) return answer;
	throw answer;
}

/** An order that was given by its ID may have been submitted elsewhere since it was checked: another execution may know it too. */
async function wasSubmittedMeanwhile(
	context: IExecutePaginationFunctions,
	{ options }: DeclarativeRestApiSettings.ResultOptions,
	entry: LedgerEntry,
	{ ifAlreadySubmitted }: OrderSettings,
): Promise<boolean> {
	if (!entry.isNamed || ifAlreadySubmitted === 'submitAgain') return false;
	const order = await readOrder(context, carriedOver(options), entry.orderId);
	if (!wasSubmitted(order)) return false;
	entry.fate = 'submitted';
	entry.imageId = findImage(order, undefined)?.id;
	return true;
}

function tooManyOrders({ message, details, retryAfter }: Failure): Failure {
	const advice =
		"AI HomeDesign takes 10 orders in 10 minutes. Wait some minutes, or set 'On Rate Limit' under Options to Wait.";
	return new Failure(message, advice, details, retryAfter);
}

function noFreePlace(refusal: Failure | undefined, { rateLimitWait }: OrderSettings): Failure {
	return new Failure(
		`${refusal?.message ?? 'AI HomeDesign takes no more orders for now'}: the order was not submitted, as no place will be free within ${rateLimitWait / 60} minutes`,
		"The photo is uploaded and nothing is paid for it: order it later with 'Image Source' set to Order ID, or raise 'Rate Limit Wait' under Options.",
		{ status: 429 },
	);
}

function logWait(context: IExecutePaginationFunctions, until: number): void {
	context.logger.info(
		`AI HomeDesign: item ${context.getItemIndex()} waits for a free place until ${new Date(until * 1000).toISOString()}`,
	);
}

/** The vendor counts by account: all that use the same key wait at the same gate. The key itself is not kept. */
async function accountOf(
	context: IExecutePaginationFunctions,
	{ options: { baseURL } }: DeclarativeRestApiSettings.ResultOptions,
): Promise<string> {
	const { apiKey } = await context.getCredentials('aiHomeDesignApi');
	return createHash('sha256')
		.update(`${baseURL} ${textOf(apiKey)}`)
		.digest('hex');
}

function readEta(eta: unknown): number | undefined {
	const seconds = Number(textOf(eta) ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
