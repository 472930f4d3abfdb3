import { BrokenCall } from './brokenCall';
import { clock } from './clock';
import { Failure, orFailure } from './failure';

/** The pauses before a second, third and fourth try, in seconds; each is cut short by chance, so that many items do not come back at once. */
const PAUSES = [0.5, 1, 2];

/** The longest pause that the other side may ask for with `Retry-After`, in seconds. */
const LONGEST_PAUSE = 30;

const PASSING = [429, 502, 503, 504];

/** @returns whether the same call may go through a little later */
function isPassing(failure: Failure): boolean {
	if (failure instanceof BrokenCall) return failure.mayPass;
	return PASSING.includes(Number(failure.details.status));
}

/**
 * Repeats what is safe to repeat, a few times with growing pauses, while what it meets may pass. Never to be
 * used for a submit.
 *
 * @throws what the last try threw; at once when it may not pass, or the execution is cancelled
 */
export async function repeatWhilePassing<T>(
	work: () => Promise<T>,
	signal: AbortSignal | undefined,
): Promise<T> {
	for (const pause of PAUSES) {
		const result = await orFailure(work());
		if (!(result instanceof Failure)) return result;
		if (!isPassing(result) || signal?.aborted) throw result;
		const asked = Math.min(result.retryAfter ?? 0, LONGEST_PAUSE);
		await clock.pause(Math.max(asked, pause * (0.5 + Math.random() / 2)), signal);
	}
	return await work();
}
