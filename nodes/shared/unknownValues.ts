import type { IDataObject } from 'n8n-workflow';

/** @returns whether `value` is an object with keys, and neither a list nor null */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the records of a list; nothing where `value` is no list */
export function recordsOf(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** @returns a text or number as text without outer spaces; undefined where there is none */
export function textOf(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

/** @returns the first of `values` that is a text or number with something in it */
export function firstTextOf(...values: unknown[]): string | undefined {
	return values.map(textOf).find((text) => text !== undefined);
}
