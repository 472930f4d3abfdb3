import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { Failure } from '../../shared/failure';
import { findByIdOrName } from '../../shared/findByIdOrName';
import { textOf } from '../../shared/unknownValues';
import { SERVICES } from '../services';

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

/** @returns the item's settings; a `Failure` is thrown where a number is none, or a switch */
export function readOrderSettings(context: IExecuteSingleFunctions): OrderSettings {
	const option = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(`options.${name}`, fallback);
	const maxOrders = readNumber(option('maxOrders', 0), 'Max Orders');
	return {
		waitForResult: readSwitch(context, 'waitForResult', 'Wait for Result', false),
		downloadImage: readSwitch(context, 'downloadImage', 'Download Image', false),
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

/**
 * @returns the vendor's name of the service in 'Service', which may also give what people read; one that is not
 * known here as it is, as the vendor may have it
 * @throws Failure when it is empty
 */
export function readServiceParameter(context: IExecuteSingleFunctions): string {
	const service = textOf(context.getNodeParameter('service', ''));
	if (service === undefined) throw new Failure("'Service' is empty", 'Choose one from the list.');
	const choices = SERVICES.map(({ name, title }) => ({ id: name, name: title }));
	return findByIdOrName(choices, service)?.id ?? service;
}

/** @returns the item's 'Order ID', as `readIdParameter` does */
export function readOrderIdParameter(context: IExecuteSingleFunctions): string {
	return readIdParameter(context, 'orderId', 'Order ID', 'order_id');
}

/**
 * @param outputField the field of an earlier node's output that holds such an ID
 * @returns the ID in a parameter; a `Failure` is thrown when it is empty, or would lead to another path
 */
export function readIdParameter(
	context: IExecuteSingleFunctions,
	parameter: string,
	label: string,
	outputField: string,
): string {
	const id = textOf(context.getNodeParameter(parameter, ''));
	if (id === '.' || id === '..') {
		throw new Failure(`'${id}' is not an ID`, `Check '${label}'.`);
	}
	if (id !== undefined) return id;
	throw new Failure(
		`'${label}' is empty`,
		`Give it the ID, for example {{ $json.${outputField} }} of an earlier AI HomeDesign node.`,
	);
}

/**
 * @returns whether the item's switch is on: an expression may also give the text "true" or "false"
 * @param standard where the operation has no such switch
 */
export function readSwitch(
	context: IExecuteSingleFunctions,
	parameter: string,
	label: string,
	standard: boolean,
): boolean {
	const value: unknown = context.getNodeParameter(parameter, standard);
	if (typeof value === 'boolean') return value;
	const text = textOf(value)?.toLowerCase();
	if (text === 'true') return true;
	if (text === 'false') return false;
	throw new Failure(`'${label}' is neither true nor false`, 'Give it true or false.');
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
