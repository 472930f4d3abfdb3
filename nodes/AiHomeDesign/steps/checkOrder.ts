import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { CarriedOptions } from '../../shared/callApi';
import { Failure } from '../../shared/failure';
import { findImage, readOrder, wasSubmitted } from '../../shared/order';
import { findInLedger, type LedgerEntry } from '../run/ledger';
import { oneAtATime } from '../run/oneAtATime';
import type { Service } from '../services';
import { chooseFromCatalog, type Selection } from './chooseFromCatalog';
import { imageIdentity } from './imageIdentity';
import { type OrderSettings, readOrderIdParameter } from './parameters';
import { type Image, takeImage } from './takeImage';

/** An item's order, checked as far as it can be without paying. */
export interface CheckedOrder {
	selection: Selection;
	entry: LedgerEntry;
	/** The image to upload; undefined where it is uploaded already. */
	image?: Image;
}

/**
 * Checks everything of an item that can be checked before anything is uploaded or paid: its choices against
 * the catalog, and its image, or the order that it names.
 *
 * @param signal aborted when the run is stopped or cancelled
 * @throws Failure when something is not right
 */
export async function checkOrder(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	service: Service,
	settings: OrderSettings,
	signal: AbortSignal,
): Promise<CheckedOrder> {
	const selection = await chooseFromCatalog(context, carried, service);
	if (context.getNodeParameter('imageSource') === 'orderId') {
		return { selection, entry: await namedOrder(context, carried, selection, settings) };
	}
	const choices = JSON.stringify([service.name, selection.body]);
	const entry = findInLedger(context, `${choices} ${imageIdentity(context)}`, false);
	if (entry.fate !== 'new') return { selection, entry };
	const image = await takeImage(context, carried, signal);
	entry.fileName = image.fileName;
	return { selection, entry, image };
}

/**
 * The order that 'Order ID' names, whose image is uploaded already. One that was submitted before is not
 * paid again, unless 'If Already Submitted' says so.
 */
async function namedOrder(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	selection: Selection,
	{ ifAlreadySubmitted }: OrderSettings,
): Promise<LedgerEntry> {
	const orderId = readOrderIdParameter(context);
	const isShared = ifAlreadySubmitted === 'useResult';
	const fingerprint = isShared ? `order ${orderId}` : JSON.stringify([orderId, selection.body]);
	const entry = findInLedger(context, fingerprint, isShared);
	await oneAtATime(entry, async () => {
		if (entry.fate !== 'new') return;
		const order = await readOrder(context, carried, orderId);
		entry.orderId = orderId;
		entry.isNamed = true;
		if (isShared && wasSubmitted(order)) {
			entry.fate = 'submitted';
			entry.imageId = findImage(order, undefined)?.id;
		} else {
			entry.fate = 'uploaded';
			entry.olderImages = order.images.flatMap(({ id }) => id ?? []);
		}
	});
	const choices = JSON.stringify(selection.body);
	entry.choices ??= choices;
	if (entry.fate === 'uploaded' && entry.choices !== choices) {
		throw new Failure(
			`Another item orders ${orderId} with other choices`,
			'Upload the photo once for each version, or order them one after the other.',
		);
	}
	return entry;
}
