import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';
import { carriedOver } from '../../shared/callApi';
import { Failure } from '../../shared/failure';
import type { Companions } from '../run/companions';
import { type LedgerEntry, spentInExecution } from '../run/ledger';
import { oneAtATime } from '../run/oneAtATime';
import type { Service } from '../services';
import type { CheckedOrder } from './checkOrder';
import type { OrderSettings } from './parameters';
import { submitOrder } from './submitOrder';
import { uploadImage } from './uploadImage';

/**
 * Uploads and submits an order, unless an earlier try of n8n did: each step that is done stands in the
 * ledger, and is not done again. Begins when all items of the run are checked.
 *
 * @throws Failure when 'Max Orders' would be passed, or the vendor refuses
 * @throws Abandoned when the run is stopped or cancelled
 */
export async function payOnce(
	context: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
	service: Service,
	{ entry, image, selection }: CheckedOrder,
	companions: Companions,
	settings: OrderSettings,
): Promise<void> {
	const isToPay = entry.fate === 'new' || entry.fate === 'uploaded';
	const wanted = await companions.allChecked(isToPay ? entry : undefined);
	try {
		if (isToPay) reserve(context, wanted, settings);
		await oneAtATime(entry, async () => {
			if (entry.fate === 'new' && image) {
				entry.orderId = await uploadImage(
					context,
					carriedOver(requestData.options),
					image,
					service.name,
					companions.signal,
				);
				entry.fate = 'uploaded';
			}
			if (entry.fate !== 'uploaded') return;
			await oneAtATime(
				entry.orderId,
				async () => await submitOrder(context, requestData, entry, selection, companions, settings),
			);
		});
	} finally {
		entry.isReserved = false;
	}
}

/** Takes the places under 'Max Orders' for all of the group at once, so that no run beside it takes them too. */
function reserve(
	context: IExecutePaginationFunctions,
	wanted: ReadonlySet<LedgerEntry>,
	{ maxOrders }: OrderSettings,
): void {
	const others = spentInExecution(context).filter((entry) => !wanted.has(entry));
	if (wanted.size + others.length <= maxOrders) {
		for (const entry of wanted) entry.isReserved = true;
		return;
	}
	const orders = wanted.size === 1 ? '1 order' : `${wanted.size} orders`;
	const made = others.length === 1 ? '1 is made' : `${others.length} are made`;
	throw new Failure(
		`This run would make ${orders}, and 'Max Orders' allows ${maxOrders} in one execution, of which ${made}`,
		"Nothing of this run was ordered. Send fewer items, look for a loop that runs wild, or raise 'Max Orders' under Options.",
	);
}
