import { onceInRun } from '../../nodes/shared/runMemory';

const run = () => ({ data: {}, node: Object(), source: null });

describe('once in a run', () => {
	it('does a thing once for all who ask at once', async () => {
		const once = onceInRun<number>();
		const work = jest.fn(async () => 7);
		const same = run();
		expect(await Promise.all([once(same, 'a', work), once(same, 'a', work)])).toEqual([7, 7]);
		expect(work).toHaveBeenCalledTimes(1);
	});

	it('does it anew for another key or another run', async () => {
		const once = onceInRun<number>();
		const work = jest.fn(async () => 7);
		const same = run();
		await once(same, 'a', work);
		await once(same, 'b', work);
		await once(run(), 'a', work);
		expect(work).toHaveBeenCalledTimes(3);
	});

	it('tells all who asked when it fails, and tries again for the next', async () => {
		const once = onceInRun<number>();
		const same = run();
		const fail = async () => await Promise.reject(new Error('no'));
		const asked = await Promise.allSettled([once(same, 'a', fail), once(same, 'a', fail)]);
		expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(await once(same, 'a', async () => 8)).toBe(8);
	});
});
