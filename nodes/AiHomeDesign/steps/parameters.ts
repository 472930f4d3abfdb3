import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { Failure } from '../../shared/failure';
import { textOf } from '../../shared/unknownValues';

/** @returns the item's 'Order ID'; a `Failure` is thrown when it is empty, or would lead to another path */
export function readOrderIdParameter(context: IExecuteSingleFunctions): string {
	const orderId = textOf(context.getNodeParameter('orderId', ''));
	if (orderId === '.' || orderId === '..') {
		throw new Failure(`'${orderId}' is not the ID of an order`, "Check 'Order ID'.");
	}
	if (orderId !== undefined) return orderId;
	throw new Failure(
		"'Order ID' is empty",
		'Give it the ID of an order, for example {{ $json.order_id }} of an earlier AI HomeDesign node.',
	);
}

/**
 * @param label the field's name, for a sentence
 * @returns a time in seconds, 0 or more; a `Failure` is thrown when the field holds something else
 */
export function readSeconds(
	context: IExecuteSingleFunctions,
	parameter: string,
	label: string,
	fallback: number,
): number {
	const value = context.getNodeParameter(parameter, fallback);
	const seconds = Number(textOf(value) ?? Number.NaN);
	if (Number.isFinite(seconds) && seconds >= 0) return seconds;
	throw new Failure(`'${label}' is not a number of seconds`, 'Give it a number such as 5.');
}
