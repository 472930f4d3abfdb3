import { clock } from '../../nodes/shared/clock';

describe('a pause', () => {
	it('lasts until the time is up', async () => {
		const times = [0, 0.1, 0.2, 0.31];
		const now = jest.spyOn(clock, 'now').mockImplementation(() => times.shift() ?? 1);
		await clock.pause(0.3);
		expect(times).toEqual([]);
		now.mockRestore();
	});

	it('does not begin when the execution is already cancelled, or the time is up', async () => {
		await clock.pause(1_000_000, AbortSignal.abort());
		await clock.pause(0);
		await clock.pause(-5);
	});

	it('ends when the execution is cancelled', async () => {
		const controller = new AbortController();
		const pause = clock.pause(1_000_000, controller.signal);
		controller.abort();
		await pause;
	});
});
