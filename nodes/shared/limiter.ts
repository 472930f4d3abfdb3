import { Abandoned } from './failure';

/**
 * Runs `work` as soon as there is a place for it, and gives the place on when it is over.
 *
 * @param signal aborted when nobody wants the work any more; it is then not begun, and `Abandoned` is thrown
 */
export type Limiter = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * n8n starts all items of a run at once; this lets only some of them do a thing at the same time, in the
 * order in which they came.
 *
 * @param places how many may be at it together, in this whole process
 */
export function limitTo(places: number): Limiter {
	const queue: Array<() => void> = [];
	let free = places;
	return async (work, signal) => {
		if (free === 0) await new Promise<void>((resolve) => queue.push(resolve));
		else free -= 1;
		try {
			if (signal?.aborted) throw new Abandoned();
			return await work();
		} finally {
			const next = queue.shift();
			if (next) next();
			else free += 1;
		}
	};
}
