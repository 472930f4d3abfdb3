/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import timers from 'node:timers/promises';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { call, field, newOrder, submitStaging } from './client';
import { receive, type Receiver } from './receiver';

const tool = 'tool-virtual-staging';

let sandbox: Sandbox;
let receiver: Receiver;

/** Starts a sandbox that announces to a receiver; `answer` is the receiver's. */
async function announcing(
	options: SandboxOptions = {},
	answer?: (count: number) => number | Promise<number>,
): Promise<void> {
	receiver = await receive(answer);
	sandbox = await startSandbox({
		workSeconds: 0,
		webhookPauseSeconds: 0,
		webhookUrl: receiver.url,
		...options,
	});
}

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
	await receiver.close();
});

describe('A v3 process', () => {
	beforeEach(async () => await announcing());

	it('is announced as documented, and as it is then told', async () => {
		const { process_id, order_id } = await sandbox.process({ tool, assets: 2 });
		const { body } = await call(sandbox, `/v3/process/${process_id}`);
		const told = field(field(body, 'data'), 'final_assets');
		const [announced] = await receiver.first(1);
		expect(announced).toEqual({
			event: 'process.completed',
			process_id,
			order_id,
			tool,
			status: 'done',
			final_assets: [1, 2].map(() => ({
				asset_id: expect.any(String),
				asset_type: 'image',
				temp_src: expect.any(String),
				temp_thumbnail_src: expect.any(String),
			})),
		});
		expect(told).toMatchObject(Object(field(announced, 'final_assets')));
	});

	it('is announced as failed where it failed', async () => {
		const { process_id } = await sandbox.process({ tool, fail: true });
		expect(await receiver.first(1)).toMatchObject([
			{ event: 'process.completed', process_id, status: 'failed', final_assets: [] },
		]);
	});

	it('is announced in the body that was really seen, where it is told so', async () => {
		const { process_id, order_id } = await sandbox.process({ tool, announceAs: 'seen' });
		const order = (await call(sandbox, `/v1/order/${await newOrder(sandbox)}`)).body;
		expect(await receiver.first(1)).toEqual([
			{
				order_id,
				image: { regenerated: false, created_at: '0001-01-01T00:00:00Z' },
				user_id: field(order, 'user_id'),
				process_id,
			},
		]);
	});
});

describe('An announcement', () => {
	it('is tried until it is taken, and every try is on record', async () => {
		await announcing({}, (count) => [503, 404, 0][count - 1] ?? 201);
		const { process_id } = await sandbox.process({ tool });
		await sandbox.announcementsOver();
		const time = expect.any(Number);
		expect(sandbox.deliveries).toEqual(
			[503, 404, 0, 201].map((status, index) => ({
				url: receiver.url,
				body: expect.objectContaining({ process_id }),
				status,
				attempt: index + 1,
				startedAt: time,
				endedAt: time,
			})),
		);
		for (const { startedAt, endedAt } of sandbox.deliveries) {
			expect(startedAt).toBeGreaterThan(0);
			expect(endedAt).toBeGreaterThanOrEqual(startedAt);
		}
	});

	it('is given up after four tries', async () => {
		await announcing({}, () => 500);
		expect(await sandbox.announce({})).toHaveLength(4);
	});

	it('is given up after as many tries as were asked for', async () => {
		await announcing({ webhookTries: 7 }, () => 500);
		const tries = await sandbox.announce({});
		expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7]);
		expect(sandbox.deliveries).toEqual(tries);
	});

	it('rests between its tries as long as was asked for', async () => {
		const rests = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
		await announcing({ webhookTries: 3, webhookPauseSeconds: 30 }, () => 500);
		await sandbox.announce({});
		expect(rests.mock.calls.map(([ms]) => ms)).toEqual([30_000, 30_000]);
	});

	it('is on record without a status where nobody is there', async () => {
		await announcing({ webhookTries: 1, webhookUrl: 'http://127.0.0.1:9/' });
		expect(await sandbox.announce({})).toMatchObject([{ url: 'http://127.0.0.1:9/', status: 0 }]);
	});

	it('is posted a second time where it was asked for, each with tries of its own', async () => {
		await announcing({ announceTwice: true }, (count) => (count < 3 ? 500 : 200));
		const { process_id } = await sandbox.process({ tool });
		await sandbox.announcementsOver();
		expect(sandbox.deliveries).toMatchObject([
			{ attempt: 1, status: 500, body: { process_id } },
			{ attempt: 2, status: 500, body: { process_id } },
			{ attempt: 3, status: 200, body: { process_id } },
			{ attempt: 1, status: 200, body: { process_id } },
		]);
		const [first, , , last] = await receiver.first(4);
		expect(last).toEqual(first);
	});

	it('goes on record for an order of v1 as well', async () => {
		await announcing();
		const order_id = await newOrder(sandbox);
		await submitStaging(sandbox, order_id);
		await sandbox.announcementsOver();
		expect(sandbox.deliveries).toMatchObject([{ body: { order_id }, status: 200 }]);
	});

	it('is not made without an address', async () => {
		await announcing();
		sandbox.setWebhookUrl(undefined);
		await sandbox.process({ tool });
		await sandbox.announcementsOver();
		expect(sandbox.deliveries).toEqual([]);
		await expect(sandbox.announce({})).rejects.toThrow('no webhook address is set');
	});

	it('may be anything', async () => {
		await announcing();
		const forged = { order_id: 'nobody’s', image: { after_src: 'http://127.0.0.1:9/' } };
		const bodies = [forged, '{"order_id": ', '<p>no JSON</p>', null, [1], 7];
		for (const body of bodies) await sandbox.announce(body);
		expect(await receiver.first(bodies.length)).toEqual(bodies);
		expect(sandbox.deliveries.map(({ body }) => body)).toEqual(bodies);
	});

	it.each([{ webhookTries: 0 }, { webhookTries: 1.5 }, { webhookPauseSeconds: -1 }])(
		'has rules that make sense, not %j',
		async (options) => {
			await announcing();
			await expect(startSandbox(options)).rejects.toThrow(Object.keys(options)[0]);
		},
	);
});

describe('Waiting for the announcements', () => {
	it('ends at once where there is nothing to wait for', async () => {
		await announcing();
		await expect(sandbox.announcementsOver()).resolves.toBeUndefined();
	});

	it('ends when the work is over and announced, not before', async () => {
		let answer: (status: number) => void = () => undefined;
		await announcing({ workSeconds: 0.1 }, () => new Promise((resolve) => (answer = resolve)));
		await sandbox.process({ tool });
		let over = false;
		const waiting = sandbox.announcementsOver().then(() => {
			over = true;
		});
		await receiver.first(1);
		expect(over).toBe(false);
		expect(sandbox.deliveries).toMatchObject([{ status: 0, endedAt: 0 }]);
		answer(200);
		await waiting;
		expect(sandbox.deliveries).toMatchObject([{ status: 200 }]);
	});

	it('goes on for what begins in the meantime', async () => {
		const answers: ((status: number) => void)[] = [];
		await announcing({}, () => new Promise((resolve) => answers.push(resolve)));
		const first = sandbox.announce('first');
		await receiver.first(1);
		let over = false;
		const waiting = sandbox.announcementsOver().then(() => {
			over = true;
		});
		await timers.setImmediate();
		const second = sandbox.announce('second');
		await receiver.first(2);
		answers[0]?.(200);
		await first;
		await timers.setImmediate();
		expect(over).toBe(false);
		answers[1]?.(200);
		await Promise.all([second, waiting]);
		expect(sandbox.deliveries).toMatchObject([{ status: 200 }, { status: 200 }]);
	});
});

describe('The reset', () => {
	it('forgets deliveries', async () => {
		await announcing();
		await sandbox.announce({});
		sandbox.reset();
		expect(sandbox.deliveries).toEqual([]);
	});

	it('drops what is being announced, and then announces anew', async () => {
		await announcing({ webhookPauseSeconds: 3600 }, (count) => (count === 1 ? 500 : 200));
		const dropped = sandbox.announce('old');
		await receiver.first(1);
		sandbox.reset();
		expect(await dropped).toMatchObject([{ body: 'old', attempt: 1 }]);
		await sandbox.announce('new');
		expect(sandbox.deliveries).toMatchObject([{ body: 'new', attempt: 1, status: 200 }]);
	});
});
