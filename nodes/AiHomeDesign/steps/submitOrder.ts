import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';
import { unreadable } from '../../shared/answer';
import { BrokenCall } from '../../shared/brokenCall';
import { sendRouted } from '../../shared/callApi';
import { Failure } from '../../shared/failure';
import { isRecord, textOf } from '../../shared/unknownValues';
import type { Selection } from './chooseFromCatalog';

/** An order that the vendor took, and is paid for. */
export interface SubmittedOrder {
	orderId: string;
	/** The ID of the picture that will be made. */
	imageId?: string;
	/** How many seconds the vendor thinks it will take. */
	eta?: number;
}

/**
 * Submits an order: the one step that costs money, and the request that n8n's engine itself sends. Never
 * repeated, whatever happens.
 *
 * @throws Failure when the vendor refuses the order, or when no answer tells whether it was taken
 */
export async function submitOrder(
	context: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
	orderId: string,
	selection: Selection,
): Promise<SubmittedOrder> {
	requestData.options.body = {
		order_id: orderId,
		...(selection.spaceName === undefined ? {} : { space_name: selection.spaceName }),
		...(selection.widgets.length === 0 ? {} : { selected_widgets: selection.widgets }),
	};
	const answer = await sendRouted(context, requestData).catch((error) => {
		throw error instanceof BrokenCall && error.mayHaveArrived ? mayHaveBeenOrdered(error) : error;
	});
	const { body } = answer;
	if (!isRecord(body) || textOf(body.image_id) === undefined) {
		throw unreadable('the ID of the picture', answer);
	}
	return { orderId, imageId: textOf(body.image_id), eta: readEta(body.eta) };
}

function mayHaveBeenOrdered({ message }: BrokenCall): Failure {
	return new Failure(
		`The order was sent, but no answer came, so it may have been ordered: ${message}`,
		"Look with the operation 'Get' before you order again.",
	);
}

function readEta(eta: unknown): number | undefined {
	const seconds = Number(textOf(eta) ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
