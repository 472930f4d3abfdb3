import { isRecord, textOf } from '../../nodes/shared/unknownValues';

/** What the measured process is to do. */
export interface Task {
	/** The type of the node. */
	contender: 'naive' | 'ours';
	/** Where the vendor's server answers. */
	address: string;
	items: number;
	bytesPerItem: number;
}

/** What the measured process found, in MB and seconds. */
export interface Measured {
	base: number;
	peak: number;
	seconds: number;
	delivered: number;
	error?: string;
}

/** What the vendor's server saw since the last time it was asked. */
export interface Traffic {
	uploadsAtOnce: number;
	megabytes: number;
}

/** @returns the task as arguments of a process */
export function taskToArguments({ contender, address, items, bytesPerItem }: Task): string[] {
	return [contender, address, String(items), String(bytesPerItem)];
}

/** @returns the task in the arguments of a process */
export function readTask([contender, address = '', items, bytesPerItem]: string[]): Task {
	return {
		contender: contender === 'naive' ? 'naive' : 'ours',
		address,
		items: Number(items),
		bytesPerItem: Number(bytesPerItem),
	};
}

/** @returns what the measured process said; an error is thrown where something is missing */
export function readMeasured(message: unknown): Measured {
	return {
		base: numberIn(message, 'base'),
		peak: numberIn(message, 'peak'),
		seconds: numberIn(message, 'seconds'),
		delivered: numberIn(message, 'delivered'),
		error: isRecord(message) ? textOf(message.error) : undefined,
	};
}

/** @returns what the vendor's server said; an error is thrown where something is missing */
export function readTraffic(message: unknown): Traffic {
	return {
		uploadsAtOnce: numberIn(message, 'uploadsAtOnce'),
		megabytes: numberIn(message, 'megabytes'),
	};
}

function numberIn(message: unknown, name: string): number {
	const value = isRecord(message) ? message[name] : undefined;
	if (typeof value !== 'number') throw new Error(`a process did not say its ${name}`);
	return value;
}
