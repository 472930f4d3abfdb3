/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { clock } from '../../../nodes/shared/clock';

const A_DAY = 24 * 60 * 60;

let time = 0;

/**
 * Puts a clock in place of the node's own on which a pause takes no time; undone by `jest.restoreAllMocks`.
 * Each one begins a day after the last, when nothing waits for a free place any more.
 *
 * @returns the pauses that the node made, in seconds
 */
export function useFastClock(): number[] {
	const pauses: number[] = [];
	time = Math.max(time + A_DAY, Date.now() / 1000);
	jest.spyOn(clock, 'now').mockImplementation(() => time);
	jest.spyOn(clock, 'pause').mockImplementation(async (seconds) => {
		pauses.push(seconds);
		time += Math.max(0, seconds);
		await new Promise((resolve) => setImmediate(resolve));
	});
	return pauses;
}
