import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';
import { carriedOver } from '../../shared/callApi';
import { Abandoned, Failure } from '../../shared/failure';
import type { Companions } from '../run/companions';
import { paidInExecution } from '../run/ledger';
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
	const paidBefore = paidInExecution(context).length;
	const isToPay = entry.fate === 'new' || entry.fate === 'uploaded';
	const wanted = await companions.allChecked(entry, isToPay);
	if (isToPay) refuseTooMany(wanted, paidBefore, settings);
	await entry.exclusively(async () => {
		if (companions.signal.aborted) throw new Abandoned();
		if (entry.fate === 'new' && image) {
			entry.orderId = await uploadImage(
				context,
				carriedOver(requestData.options),
				image,
				service.name,
			);
			entry.fate = 'uploaded';
		}
		if (entry.fate === 'uploaded') {
			await submitOrder(context, requestData, entry, selection, companions, settings);
		}
	});
}

function refuseTooMany(wanted: number, paidBefore: number, { maxOrders }: OrderSettings): void {
	if (wanted + paidBefore <= maxOrders) return;
	throw new Failure(
		`This run would make ${wanted} orders, and 'Max Orders' allows ${maxOrders} in one execution, of which ${paidBefore} are made`,
		"Nothing of this run was ordered. Send fewer items, look for a loop that runs wild, or raise 'Max Orders' under Options.",
	);
}
