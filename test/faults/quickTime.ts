/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { clock } from '../../nodes/shared/clock';

const A_DAY = 24 * 60 * 60;

/** How often it is looked whether anything is still under way, in milliseconds. */
const LOOK_EVERY = 2;

/** After how many looks that found nothing time goes on to the next one who waits. */
const QUIET_LOOKS = 3;

interface Sleeper {
	until: number;
	wake(): void;
}

let time = Date.now() / 1000;

/**
 * Lets hours pass in no time on the node's clock: while nothing is under way, the time
 * jumps to when the next pause ends. Each one begins a day after the last, when nothing that an earlier
 * one left is waited for any more.
 *
 * @param isBusy tells whether something is under way
 * @returns what brings the real time back
 */
export function startQuickTime(isBusy: () => boolean): () => void {
	const real = { now: clock.now, pause: clock.pause };
	const sleepers = new Set<Sleeper>();
	time += A_DAY;
	let quietLooks = 0;

	const goOn = () => {
		time = Math.min(...[...sleepers].map(({ until }) => until));
		for (const sleeper of sleepers) if (sleeper.until <= time) sleeper.wake();
	};
	const looking = setInterval(() => {
		quietLooks = isBusy() || sleepers.size === 0 ? 0 : quietLooks + 1;
		if (quietLooks < QUIET_LOOKS) return;
		quietLooks = 0;
		goOn();
	}, LOOK_EVERY);

	clock.now = () => time;
	clock.pause = async (seconds, signal) => {
		if (seconds <= 0 || signal?.aborted) return;
		await new Promise<void>((resolve) => {
			quietLooks = 0;
			const wake = () => {
				sleepers.delete(sleeper);
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			const sleeper = { until: time + seconds, wake };
			sleepers.add(sleeper);
			signal?.addEventListener('abort', wake, { once: true });
		});
	};
	return () => {
		clearInterval(looking);
		Object.assign(clock, real);
		for (const sleeper of sleepers) sleeper.wake();
	};
}
