import { Refusal } from '../refusal';

/** Whether a parsed body is an object with named fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function badRequest(message: string): Refusal {
	return new Refusal(400, message, 'api_error_bad_request');
}
