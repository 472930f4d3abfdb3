/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { setTimeout } from 'node:timers/promises';
import { clock } from '../../nodes/shared/clock';
import { useFastClock } from './harness/fastClock';
import { watchLog } from './harness/log';
import { errorOf, setStage, STAGING, STAGING_BY_ID, UPLOAD, useStage } from './harness/setup';

const stage = useStage({
	rateLimit: { orders: 10, windowSeconds: 600 },
	now: () => clock.now() * 1000,
});
let pauses: number[];

beforeEach(() => {
	pauses = useFastClock();
});

const photos = async (count: number) =>
	await Promise.all(Array.from({ length: count }, (_, photo) => stage.photoItem({ photo })));
const submits = () =>
	stage.sandbox.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/order');
const refused = () => submits().filter(({ status }) => status === 429);
const NO_WAIT = { ...STAGING, waitForResult: false };
const LIMIT = {
	method: 'POST',
	path: '/v1/order',
	status: 429,
	body: { error: 'rate-limit exceeded, 10 generates per 10 minutes only' },
};

/** Each began when the one before had its answer: nobody went beside the one that tries. */
function expectOneByOne(calls: Array<{ startedAt: number; endedAt: number }>) {
	expect(calls.length).toBeGreaterThan(1);
	calls.slice(1).forEach(({ startedAt }, index) => {
		expect(startedAt).toBeGreaterThanOrEqual(calls[index]?.endedAt ?? Infinity);
	});
}

describe('the rate limit is waited out, not run into', () => {
	it('25 photos at once all arrive, though 10 are taken in 10 minutes', async () => {
		const { items, error } = await stage.run({ items: await photos(25) });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.status)).toEqual(Array(25).fill('finished'));
		expect(stage.sandbox.orders.map(({ submits }) => submits)).toEqual(Array(25).fill(1));
		expect(refused().length).toBeGreaterThan(0);
		expect(refused().length).toBeLessThan(30);
	});

	it('waits as long as Retry-After says, in seconds', async () => {
		stage.sandbox.misbehave({ ...LIMIT, headers: { 'retry-after': '77' } });
		await stage.run({ parameters: NO_WAIT });
		expect(pauses).toEqual([77]);
		expect(submits()).toHaveLength(2);
	});

	it('waits as long as Retry-After says, as a date', async () => {
		const date = new Date((Math.ceil(clock.now()) + 90) * 1000).toUTCString();
		stage.sandbox.misbehave({ ...LIMIT, headers: { 'retry-after': date } });
		await stage.run({ parameters: NO_WAIT });
		expect(pauses).toHaveLength(1);
		expect(pauses[0]).toBeGreaterThan(80);
		expect(pauses[0]).toBeLessThanOrEqual(91);
	});

	it.each(['soon', '0', undefined])(
		'waits longer each time where Retry-After is %p',
		async (header) => {
			const headers: Record<string, string> = header === undefined ? {} : { 'retry-after': header };
			stage.sandbox.misbehave({ ...LIMIT, headers, times: 4 });
			await stage.run({ parameters: NO_WAIT });
			expect(pauses).toEqual([15, 30, 60, 120]);
		},
	);

	it('lets one go first to try, and the others only after it got in', async () => {
		stage.sandbox.misbehave({ ...LIMIT, times: 5 });
		const { items } = await stage.run({ items: await photos(8), parameters: NO_WAIT });
		const statuses = submits().map(({ status }) => status);
		expect(items).toHaveLength(8);
		expect(statuses.slice(0, 5)).toEqual([429, 429, 429, 429, 429]);
		expectOneByOne(submits().slice(2, 6));
		expect(statuses.slice(5)).toEqual(Array(8).fill(200));
	});

	it('keeps those back that have their turn after one was refused', async () => {
		const { items } = await stage.run({ items: await photos(6), parameters: UPLOAD });
		let sentMeanwhile = 0;
		const othersHadTime = async () => {
			while (submits().length < 3) await setTimeout(10);
			await setTimeout(200);
			sentMeanwhile = submits().length;
		};
		let waiting: Promise<void> | undefined;
		const pause = jest.mocked(clock.pause);
		const fast = pause.getMockImplementation();
		pause.mockImplementation(async (...wish) => {
			await (waiting ??= othersHadTime());
			await fast?.(...wish);
		});
		stage.sandbox.misbehave({ ...LIMIT, times: 3 });
		await stage.run({
			items,
			parameters: { ...STAGING_BY_ID, waitForResult: false },
		});
		expect(sentMeanwhile).toBe(3);
		expect(submits().map(({ status }) => status)).toEqual([
			...Array(3).fill(429),
			...Array(6).fill(200),
		]);
	});

	it('lets the next one try where the first one is refused for another reason', async () => {
		stage.sandbox.misbehave(LIMIT);
		await stage.run({ parameters: { ...STAGING, options: { onRateLimit: 'fail' } } });
		stage.sandbox.misbehave({ ...LIMIT, status: 400 });
		const { items } = await stage.run({
			items: await photos(3),
			parameters: NO_WAIT,
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.filter(({ json }) => json.error)).toHaveLength(1);
		expect(items.filter(({ json }) => json.status === 'submitted')).toHaveLength(2);
		expect(submits().map(({ status }) => status)).toEqual([429, 400, 200, 200]);
	});

	it('is of one account: another one does not wait for it', async () => {
		stage.sandbox.misbehave(LIMIT);
		await stage.run({ parameters: { ...STAGING, options: { onRateLimit: 'fail' } } });
		const other = await setStage();
		const { items } = await other.run({ parameters: NO_WAIT });
		await other.close();
		expect(items[0]?.json.status).toBe('submitted');
		expect(pauses).toEqual([]);
	});

	it('is shared by the executions of one process', async () => {
		const [a, b] = await Promise.all([
			stage.run({ items: await photos(8), executionId: 'a', parameters: NO_WAIT }),
			stage.run({ items: await photos(8), executionId: 'b', parameters: NO_WAIT }),
		]);
		expect([a.items.length, b.items.length]).toEqual([8, 8]);
		expect(stage.sandbox.orders.every(({ submits }) => submits === 1)).toBe(true);
		expectOneByOne(refused().slice(2));
	});

	it('fails at once where it is told to, with the words of the vendor', async () => {
		stage.sandbox.misbehave(LIMIT);
		const { error } = await stage.run({
			parameters: { ...STAGING, options: { onRateLimit: 'fail' } },
		});
		expect(error?.message).toBe(
			'rate-limit exceeded, 10 generates per 10 minutes only (HTTP 429) [item 0]',
		);
		expect(pauses).toEqual([]);
		expect(submits()).toHaveLength(1);
	});

	it('fails at once where it is told to, though there is a place again in that moment', async () => {
		stage.sandbox.misbehave({ ...LIMIT, headers: { 'retry-after': '1' } });
		let time = clock.now();
		jest.spyOn(clock, 'now').mockImplementation(() => (time += 2));
		const { error } = await stage.run({
			parameters: { ...NO_WAIT, options: { onRateLimit: 'fail' } },
		});
		expect(error?.message).toContain('(HTTP 429)');
		expect(submits()).toHaveLength(1);
	});

	it('fails at once for all items where it is told to', async () => {
		stage.sandbox.misbehave({ ...LIMIT, times: Infinity });
		const { items } = await stage.run({
			items: await photos(6),
			parameters: { ...STAGING, options: { onRateLimit: 'fail' } },
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map((item) => errorOf(item).includes('rate-limit exceeded'))).toEqual(
			Array(6).fill(true),
		);
		expect(pauses).toEqual([]);
	});

	it('gives up where no place will be free in time, and says that nothing was paid', async () => {
		await stage.run({ parameters: NO_WAIT });
		stage.sandbox.reset();
		pauses.length = 0;
		stage.sandbox.misbehave({ ...LIMIT, times: Infinity });
		const { items } = await stage.run({
			parameters: { ...STAGING, options: { rateLimitWait: 2 } },
			settings: { onError: 'continueRegularOutput' },
		});
		expect(pauses).toEqual([15, 30, 60]);
		expect(errorOf(items[0])).toContain(
			'only (HTTP 429): the order was not submitted, as no place will be free within 2 minutes',
		);
		expect(errorOf(items[0])).toContain('nothing is paid for it');
		expect(items[0]?.json.details).toEqual({
			order_id: stage.sandbox.orders[0]?.order_id,
			status: 429,
		});
	});

	it('tells the log which item waits, and until when', async () => {
		const log = await watchLog();
		stage.sandbox.misbehave({ ...LIMIT, headers: { 'retry-after': '60' } });
		const until = new Date((clock.now() + 60) * 1000).toISOString();
		await stage.run({ parameters: NO_WAIT });
		log.stop();
		expect(log.lines.join('\n')).toContain(`item 0 waits for a free place until ${until}`);
	});
});
