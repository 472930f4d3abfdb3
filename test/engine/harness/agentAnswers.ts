import type { IDataObject } from 'n8n-workflow';

/** @returns the items that a tool's answer tells of */
export function itemsIn(answer = ''): IDataObject[] {
	const items: unknown = JSON.parse(answer);
	if (!Array.isArray(items)) throw new Error(`no items: ${answer}`);
	return items;
}

/** @returns the one item that a tool's answer tells of */
export function itemIn(answer: string | undefined): IDataObject {
	const [item, ...others] = itemsIn(answer);
	if (item === undefined || others.length > 0) throw new Error(`not one item: ${answer}`);
	return item;
}

/** @returns the names that the words of a failed call offer */
export function offeredIn(answer = ''): string[] {
	return /Choose one of: ([^".]*)\./.exec(answer)?.[1]?.split(', ') ?? [];
}

/** @returns the order ID that the words of a failed call name */
export function orderIdIn(answer = ''): string {
	return /Order ID: ([\w-]+)\./.exec(answer)?.[1] ?? '';
}
