import { clock } from '../../nodes/shared/clock';
import { watchLog } from './harness/log';
import { errorOf, setStage, useStage, STAGING } from './harness/setup';

const stage = useStage({ etaSeconds: 20, workSeconds: 600 });
let pauses: number[];

beforeEach(() => {
	pauses = [];
	let time = 1_000;
	jest.spyOn(clock, 'now').mockImplementation(() => time);
	jest.spyOn(clock, 'pause').mockImplementation(async (seconds) => {
		pauses.push(seconds);
		time += seconds;
	});
});

const waitingFor = (options: object) => ({ ...STAGING, options: { ...options } });
const looks = () => stage.calls().filter((call) => /^GET \/v1\/order\//.test(call));

it('a submit that may have been taken is looked for, though the result is not waited for', async () => {
	stage.sandbox.misbehave({ path: '/v1/order', status: 504 });
	const { items, error } = await stage.run({ parameters: { ...STAGING, waitForResult: false } });
	expect(items).toEqual([]);
	expect(error?.message).toContain('it may have been ordered');
	expect(stage.sandbox.orders).toMatchObject([{ submits: 0 }]);
});

describe('waiting for the result', () => {
	it('looks first after the poll interval, where that is shorter than the estimate', async () => {
		await stage.run({ parameters: waitingFor({ pollInterval: 6, timeout: 20 }) });
		expect(pauses).toEqual([6, 6, 6, 2]);
		expect(looks()).toHaveLength(4);
	});

	it('looks first after the estimate, where that is shorter', async () => {
		await stage.run({ parameters: waitingFor({ pollInterval: 30, timeout: 80 }) });
		expect(pauses).toEqual([20, 30, 30]);
	});

	it.each([
		['at once', 0, 0],
		['as a text', '20', 20],
		['in the past', -1, 30],
		['in words', 'soon', 30],
		['beyond all numbers', '1e999', 30],
		['not at all', undefined, 30],
	])('takes an estimate that is given %s as it can', async (_name, eta, first) => {
		const body = { order_id: '1', image_id: '2', eta };
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', body, afterHandling: true });
		await stage.run({ parameters: waitingFor({ pollInterval: 30, timeout: 80 }) });
		expect(pauses[0]).toBe(first);
	});

	it('looks every 5 seconds for 300 seconds, unless told otherwise', async () => {
		await stage.run();
		expect(pauses).toEqual(Array.from({ length: 60 }, () => 5));
	});

	it('stops at the timeout with the order ID and the way to get it, and submits no second time', async () => {
		const { error } = await stage.run({ parameters: waitingFor({ timeout: 10 }) });
		const [order] = stage.sandbox.orders;
		expect(error?.message).toBe('The picture was not finished within 10 seconds [item 0]');
		expect(error?.description).toContain(`operation 'Get' and the order ID ${order?.order_id}`);
		expect(order?.submits).toBe(1);
	});

	it('tells what is known under Continue', async () => {
		const { items } = await stage.run({
			parameters: waitingFor({ timeout: 10 }),
			settings: { onError: 'continueRegularOutput' },
		});
		const [order] = stage.sandbox.orders;
		expect(items[0]?.json.details).toEqual({
			order_id: order?.order_id,
			image_id: order?.generated_images[0]?.id,
			status: 'submitted',
		});
		expect(errorOf(items[0])).toContain(order?.order_id);
	});

	it.each([
		['429', { status: 429, body: { error: 'slow down' } }],
		['503 with nothing', { status: 503 }],
		['a cut connection', { cut: 'before' as const }],
	])('goes on looking after %s', async (_name, fault) => {
		stage.sandbox.misbehave({ path: /^\/v1\/order\//, method: 'GET', times: 2, ...fault });
		await stage.run({ parameters: waitingFor({ timeout: 20 }) });
		expect(looks()).toHaveLength(4);
	});

	it('says what the last look met', async () => {
		stage.sandbox.misbehave({
			path: /^\/v1\/order\//,
			method: 'GET',
			times: Infinity,
			status: 503,
		});
		const { error } = await stage.run({ parameters: waitingFor({ timeout: 10 }) });
		expect(error?.message).toContain('the last look met this: ');
		expect(error?.message).toContain('(HTTP 503)');
	});

	it.each([401, 403, 404])('stops at once when a look is answered %i', async (status) => {
		stage.sandbox.misbehave({ path: /^\/v1\/order\//, method: 'GET', status });
		const { error } = await stage.run();
		expect(looks()).toHaveLength(1);
		expect(error?.description).toContain(stage.sandbox.orders[0]?.order_id);
	});

	it('says that the picture came to nothing, with the status and the order ID', async () => {
		stage.sandbox.failNextGeneration(1, 'Regular_Rejected');
		jest.spyOn(clock, 'pause').mockImplementation(async () => {
			jest.spyOn(clock, 'now').mockReturnValue(0);
		});
		const fast = await setStage({ etaSeconds: 0 });
		fast.sandbox.failNextGeneration(1, 'Regular_Rejected');
		const { error } = await fast.run();
		expect(error?.message).toContain('its status is Regular_Rejected');
		expect(error?.description).toContain(fast.sandbox.orders[0]?.order_id);
		await fast.close();
	});

	it.each(['soon', -1])('refuses %p as a timeout before anything is sent', async (timeout) => {
		const { error } = await stage.run({
			parameters: waitingFor({ timeout: `={{ ${JSON.stringify(timeout)} }}` }),
		});
		expect(error?.message).toBe("'Timeout' is not a number from 0 up [item 0]");
		expect(stage.calls()).toEqual([]);
	});
});

describe('the poll interval', () => {
	it('is refused at 0, which would ask without a pause', async () => {
		const { error } = await stage.run({ parameters: waitingFor({ pollInterval: 0 }) });
		expect(error?.message).toBe("'Poll Interval' is 0 [item 0]");
		expect(stage.calls()).toEqual([]);
	});
});

describe('a cancelled execution', () => {
	it('sends nothing more, and the log names the order', async () => {
		const log = await watchLog();
		let cancel = () => {};
		let pausesBegun = 0;
		jest.spyOn(clock, 'pause').mockImplementation(async () => {
			pausesBegun += 1;
			if (pausesBegun === 2) cancel();
		});
		await stage.run({ onStart: (stop) => (cancel = stop) });
		const { order_id, submits } = stage.sandbox.orders[0] ?? {};
		log.stop();
		expect(log.lines.join('\n')).toContain(
			`the execution was cancelled; order ${order_id} is ordered`,
		);
		expect(looks()).toHaveLength(1);
		expect(submits).toBe(1);
	});
});
