import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { Failure } from '../../shared/failure';
import { textOf } from '../../shared/unknownValues';

/** How an order is to be made, beyond what is ordered. */
export interface OrderSettings {
	waitForResult: boolean;
	downloadImage: boolean;
	/** Seconds between two looks for the result. */
	pollInterval: number;
	/** Seconds to wait for one result. */
	timeout: number;
	onRateLimit: 'fail' | 'wait';
	/** Seconds to wait for a free place. */
	rateLimitWait: number;
	/** Most orders in one execution; Infinity for no limit. */
	maxOrders: number;
	ifAlreadySubmitted: 'submitAgain' | 'useResult';
}

/** @returns the item's settings; a `Failure` is thrown where a number is none */
export function readOrderSettings(context: IExecuteSingleFunctions): OrderSettings {
	const option = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(`options.${name}`, fallback);
	const maxOrders = readNumber(option('maxOrders', 0), 'Max Orders');
	return {
		waitForResult: Boolean(context.getNodeParameter('waitForResult', true)),
		downloadImage: Boolean(context.getNodeParameter('downloadImage', true)),
		pollInterval: readInterval(option('pollInterval', 5)),
		timeout: readNumber(option('timeout', 300), 'Timeout'),
		onRateLimit: option('onRateLimit', 'wait') === 'fail' ? 'fail' : 'wait',
		rateLimitWait: readNumber(option('rateLimitWait', 30), 'Rate Limit Wait') * 60,
		maxOrders: maxOrders === 0 ? Infinity : maxOrders,
		ifAlreadySubmitted:
			option('ifAlreadySubmitted', 'useResult') === 'submitAgain' ? 'submitAgain' : 'useResult',
	};
}

/** @returns the order ID that the item names instead of an image, where it does */
export function namedOrderId(context: IExecuteSingleFunctions): string | undefined {
	if (context.getNodeParameter('imageSource') !== 'orderId') return undefined;
	return textOf(context.getNodeParameter('orderId', ''));
}

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

/** The field itself keeps to 5 seconds and more; an interval of 0 would ask without a pause. */
function readInterval(value: unknown): number {
	const seconds = readNumber(value, 'Poll Interval');
	if (seconds > 0) return seconds;
	throw new Failure("'Poll Interval' is 0", 'Give it 5 seconds or more.');
}

function readNumber(value: unknown, label: string): number {
	const number = Number(textOf(value) ?? Number.NaN);
	if (Number.isFinite(number) && number >= 0) return number;
	throw new Failure(`'${label}' is not a number from 0 up`, 'Give it a number such as 5.');
}
