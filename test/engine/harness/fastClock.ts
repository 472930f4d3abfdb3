/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { clock } from '../../../nodes/shared/clock';

/**
 * Puts a clock in place of the node's own on which a pause takes no time; undone by `jest.restoreAllMocks`.
 *
 * @returns the pauses that the node made, in seconds
 */
export function useFastClock(): number[] {
	const pauses: number[] = [];
	let time = Date.now() / 1000;
	jest.spyOn(clock, 'now').mockImplementation(() => time);
	jest.spyOn(clock, 'pause').mockImplementation(async (seconds) => {
		pauses.push(seconds);
		time += Math.max(0, seconds);
		await new Promise((resolve) => setImmediate(resolve));
	});
	return pauses;
}
