import type { Fault } from './types';

interface Queued {
	fault: Fault;
	seen: number;
	used: number;
}

/** The faults that wait for a call they fit. */
export class FaultQueue {
	private queued: Queued[] = [];

	add(fault: Fault): void {
		this.queued.push({ fault, seen: 0, used: 0 });
	}

	clear(): void {
		this.queued = [];
	}

	/**
	 * Takes the fault for a call, if there is one. Every fault counts the calls that fit it on its
	 * own, so `skip` means the same whatever other faults wait.
	 */
	take(method: string, path: string): Fault | undefined {
		const fitting = this.queued.filter(({ fault }) => fits(fault, method, path));
		for (const entry of fitting) entry.seen += 1;
		const hit = fitting.find(
			({ fault, seen, used }) => seen > (fault.skip ?? 0) && used < (fault.times ?? 1),
		);
		if (hit) hit.used += 1;
		return hit?.fault;
	}
}

/** Whether the fault answers in place of the API (and not just later, or with more headers). */
export function replacesAnswer(fault: Fault): boolean {
	return fault.status !== undefined || fault.body !== undefined;
}

function fits(fault: Fault, method: string, path: string): boolean {
	if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
	if (fault.path === undefined) return true;
	if (typeof fault.path === 'string') return fault.path === path;
	// `search` ignores lastIndex, so that a pattern with the g flag fits every time.
	return path.search(fault.path) >= 0;
}
