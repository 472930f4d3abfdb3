import { sleep } from 'n8n-workflow';

/** How long one slice of a pause is, in seconds: a cancelled execution is noticed within it. */
const SLICE = 0.2;

/**
 * The only place that knows the time, so that tests can put their own in its stead.
 *
 * `n8n-workflow`'s `sleep` takes an abort signal only since 2.36; slices work on every version.
 */
export const clock = {
	/** @returns the time in seconds */
	now(): number {
		return Date.now() / 1000;
	},

	/**
	 * Waits, and comes back early when `signal` is aborted; the caller looks at the signal.
	 *
	 * @param seconds how long to wait
	 */
	async pause(seconds: number, signal?: AbortSignal): Promise<void> {
		const end = clock.now() + seconds;
		for (let left = seconds; left > 0 && !signal?.aborted; left = end - clock.now()) {
			await sleep(Math.min(left, SLICE) * 1000);
		}
	},
};
