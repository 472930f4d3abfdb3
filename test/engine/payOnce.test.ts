import { clock } from '../../nodes/shared/clock';
import { SAYS_WHEN_OVER } from './harness/engineLine';
import { useFastClock } from './harness/fastClock';
import { startDoorShutAfter, startServer } from './harness/middlemen';
import { STAGING, STAGING_BY_ID, UPLOAD, useStage } from './harness/setup';

const stage = useStage();
let execution = 0;

beforeEach(() => {
	useFastClock();
	execution += 1;
});

const executionId = () => `pay-${execution}`;
const submitsOf = () => stage.sandbox.orders.map(({ submits }) => submits);
const sentSubmits = () => stage.calls().filter((call) => call === 'POST /v1/order').length;
const photos = async (count: number) =>
	await Promise.all(Array.from({ length: count }, (_, photo) => stage.photoItem({ photo })));
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

/** A call of an agent, whose execution goes on. */
const agentCall = async () => ({
	items: await photos(1),
	settings: { type: 'n8n-nodes-aihomedesign.aiHomeDesignTool' },
	executionId: executionId(),
	goesOn: true,
});

describe('one photo, one order', () => {
	it('a 401 on submit is not sent again, though n8n would', async () => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', status: 401, times: Infinity });
		const { error } = await stage.run();
		expect(error).toMatchObject({ httpCode: '401' });
		expect(sentSubmits()).toBe(1);
	});

	it.each([
		['a connection cut after the order was taken', { cut: 'after' as const }],
		['a 500 after the order was taken', { status: 500, afterHandling: true }],
		[
			'a 502 page after the order was taken',
			{ status: 502, body: '<h1>Bad</h1>', afterHandling: true },
		],
		['an empty 200', { status: 200, body: '', afterHandling: true }],
		['an HTML page with 200', { status: 200, body: '<html>hi</html>', afterHandling: true }],
		['half a JSON', { status: 200, body: '{"order_id": "1', afterHandling: true }],
		['an answer without image_id', { status: 200, body: { order_id: '1' }, afterHandling: true }],
	])('the answer is lost (%s): the picture is delivered, and paid once', async (_name, fault) => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', ...fault });
		const { items, error } = await stage.run();
		expect(error).toBeUndefined();
		expect(items[0]?.json.status).toBe('finished');
		expect(items[0]?.binary?.data).toBeDefined();
		expect(submitsOf()).toEqual([1]);
		expect(sentSubmits()).toBe(1);
	});

	it('the answer is lost and nothing is waited for: the order is looked at until it is proven', async () => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', cut: 'after' });
		const { items } = await stage.run({ parameters: { ...STAGING, waitForResult: false } });
		expect(items[0]?.json).toMatchObject({
			status: 'submitted',
			order_id: stage.sandbox.orders[0]?.order_id,
		});
		expect(sentSubmits()).toBe(1);
	});

	it.each([302, 307, 408, 409, 418, 500, 503])(
		'a %i after the order was taken does not prove that it was not (Retry On Fail)',
		async (status) => {
			stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', status, afterHandling: true });
			const { items } = await stage.run({ settings: RETRY, executionId: executionId() });
			expect(items[0]?.json.status).toBe('finished');
			expect(submitsOf()).toEqual([1]);
		},
	);

	it('a look that is refused after a lost answer still says that it may have been ordered', async () => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', cut: 'after' });
		stage.sandbox.misbehave({
			method: 'GET',
			path: /^\/v1\/order\//,
			status: 403,
			times: Infinity,
		});
		const { error } = await stage.run();
		expect(error?.message).toContain('it may have been ordered');
		expect(error?.description).toContain(stage.sandbox.orders[0]?.order_id);
	});

	it.each([
		['too slow', { delaySeconds: 3 }],
		['half a JSON with 200', { status: 200, body: '{"id": "1' }],
		['a page with 200', { status: 200, body: '<html>wait</html>' }],
	])('a look that is %s is not the last', async (_name, fault) => {
		stage.sandbox.misbehave({ method: 'GET', path: /^\/v1\/order\//, ...fault });
		const { items } = await stage.run({
			parameters: { ...STAGING, requestOptions: { timeout: 1500 } },
		});
		expect(items[0]?.json.status).toBe('finished');
	});

	it('an answer without the ID of the picture proves nothing: it may have been ordered', async () => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', body: { order_id: '1' } });
		const { error } = await stage.run();
		expect(error?.message).toContain('it may have been ordered');
		expect(sentSubmits()).toBe(1);
	});

	it('a submit that was cut before it arrived is not sent again: nothing proves that', async () => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', cut: 'before' });
		const { error } = await stage.run({ settings: RETRY });
		expect(error?.message).toContain('it may have been ordered');
		expect(error?.description).toContain(stage.sandbox.orders[0]?.order_id);
		expect(sentSubmits()).toBe(1);
	});

	it.each([
		['regular output', 'continueRegularOutput' as const],
		['error output', 'continueErrorOutput' as const],
		['Stop', 'stopWorkflow' as const],
	])(
		'Retry On Fail pays nothing again, with every third answer lost (%s)',
		async (_name, onError) => {
			stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', skip: 2, cut: 'after' });
			stage.sandbox.misbehave({
				method: 'POST',
				path: '/v1/order',
				skip: 4,
				status: 500,
				afterHandling: true,
			});
			const { items } = await stage.run({
				items: await photos(6),
				settings: { ...RETRY, onError },
				executionId: executionId(),
			});
			expect(items.map(({ json }) => json.status)).toEqual(Array(6).fill('finished'));
			expect(submitsOf()).toEqual(Array(6).fill(1));
			expect(stage.sandbox.orders).toHaveLength(6);
		},
	);

	it('Retry On Fail goes on from what was submitted, where the download failed', async () => {
		stage.sandbox.misbehave({ path: /^\/aihd-after/, status: 404 });
		const { items, error } = await stage.run({ settings: RETRY, executionId: executionId() });
		expect(error).toBeUndefined();
		expect(items[0]?.json.status).toBe('finished');
		expect(stage.calls().filter((call) => call === 'POST /v1/order/image')).toHaveLength(1);
		expect(sentSubmits()).toBe(1);
	});

	it('Retry On Fail goes on from what was uploaded, where the submit was refused', async () => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', status: 400 });
		const { items } = await stage.run({ settings: RETRY, executionId: executionId() });
		expect(items[0]?.json.status).toBe('finished');
		expect(stage.sandbox.orders).toHaveLength(1);
	});

	it('Retry On Fail uploads nothing again that was uploaded, for an upload alone too', async () => {
		stage.sandbox.misbehave({ path: '/v1/order/image', skip: 2, status: 400 });
		const { items } = await stage.run({
			items: await photos(4),
			parameters: UPLOAD,
			settings: RETRY,
			executionId: executionId(),
		});
		expect(items).toHaveLength(4);
		expect(stage.sandbox.orders).toHaveLength(4);
	});

	it('a loop that sends the same photo again orders it again', async () => {
		const items = await photos(1);
		await stage.run({ items, executionId: executionId(), goesOn: true });
		await stage.run({ items, executionId: executionId(), goesOn: true, runIndex: 1 });
		expect(submitsOf()).toEqual([1, 1]);
	});

	it('an agent that repeats the same call in one execution gets the same order', async () => {
		const call = await agentCall();
		const first = await stage.run(call);
		const again = await stage.run({ ...call, runIndex: 1 });
		const other = await stage.run({
			...call,
			runIndex: 2,
			parameters: { ...STAGING, style: 'Farmhouse' },
		});
		expect(again.items[0]?.json).toEqual(first.items[0]?.json);
		expect(other.items[0]?.json.order_id).not.toBe(first.items[0]?.json.order_id);
		expect(submitsOf()).toEqual([1, 1]);
	});

	it('an agent that makes the same call twice side by side gets the same order, uploaded and paid once', async () => {
		const call = await agentCall();
		const both = await Promise.all([stage.run(call), stage.run(call)]);
		const [order] = stage.sandbox.orders;
		expect(both.map(({ items }) => items[0]?.json.order_id)).toEqual(
			both.map(() => order?.order_id),
		);
		expect(submitsOf()).toEqual([1]);
	});

	it('an execution that is over is forgotten, as soon as n8n says that it is', async () => {
		const items = await photos(1);
		await stage.run({ items, executionId: executionId() });
		await stage.run({ items, executionId: executionId() });
		expect(submitsOf()).toEqual(SAYS_WHEN_OVER ? [1, 1] : [1]);
	});

	it('an execution is forgotten a day after its last order, whatever n8n says', async () => {
		const run = { items: await photos(1), executionId: executionId(), goesOn: true };
		await stage.run(run);
		await clock.pause(25 * 60 * 60);
		await stage.run();
		await stage.run(run);
		expect(submitsOf()).toEqual([1, 1, 1]);
	});

	it('an execution is remembered for that day, whatever other executions begin', async () => {
		const run = { items: await photos(1), executionId: executionId(), goesOn: true };
		await stage.run(run);
		await clock.pause(23 * 60 * 60);
		await stage.run({ items: await photos(1) });
		await stage.run(run);
		expect(submitsOf()).toEqual([1, 1]);
	});

	it('where n8n gives an execution no ID, nothing of it is remembered for another', async () => {
		const run = { items: await photos(1), executionId: '', goesOn: true };
		const runs = [await stage.run(run), await stage.run(run)];
		expect(runs.map(({ items }) => items[0]?.json.status)).toEqual(['finished', 'finished']);
		expect(submitsOf()).toEqual([1, 1]);
	});

	it('a connection that was refused is tried again, as nothing was sent', async () => {
		const server = await startServer((_request, answer) => answer.end());
		await server.close();
		const pauses = useFastClock();
		const { error } = await stage.run({
			credential: { apiKey: 'any-key-at-all', baseUrl: server.url },
		});
		expect(error?.message).toContain('nothing listens there');
		expect(pauses).toHaveLength(3);
	});
});

const upload = async (count = 1) =>
	(await stage.run({ items: await photos(count), parameters: UPLOAD })).items;

describe('nothing listens any more when an order is submitted', () => {
	const throughDoor = async (onPause: (reopen: () => Promise<void>) => Promise<void>) => {
		const door = await startDoorShutAfter(stage.sandbox.url, '/v1/order/image');
		const pauses: number[] = [];
		jest.spyOn(clock, 'pause').mockImplementation(async (seconds) => {
			pauses.push(seconds);
			await onPause(door.reopen);
		});
		const credential = { apiKey: stage.sandbox.apiKey, baseUrl: door.url };
		const outcome = await stage.run({ credential });
		await door.close();
		return { ...outcome, pauses };
	};

	it('it is submitted again, as not one byte was sent, and paid once', async () => {
		const { items, error, pauses } = await throughDoor(async (reopen) => await reopen());
		expect(error).toBeUndefined();
		expect(items[0]?.json.status).toBe('finished');
		expect(pauses[0]).toBe(1);
		expect(submitsOf()).toEqual([1]);
	});

	it('it is tried four times, and then said that it was not ordered', async () => {
		const { error, pauses } = await throughDoor(async () => await Promise.resolve());
		expect(error?.message).toContain('nothing listens there');
		expect(error?.message).not.toContain('it may have been ordered');
		expect(pauses).toEqual([1, 2, 3]);
		expect(submitsOf()).toEqual([0]);
	});
});

describe('an order that is given by its ID', () => {
	it('is submitted once, though two items name it', async () => {
		const [item] = await upload();
		const twice = item ? [item, item] : [];
		const { items } = await stage.run({
			items: twice,
			parameters: STAGING_BY_ID,
			executionId: executionId(),
		});
		expect(items.map(({ json }) => json.order_id)).toEqual(twice.map(({ json }) => json.order_id));
		expect(submitsOf()).toEqual([1]);
	});

	it('is not submitted again, but waited for, where it was submitted before', async () => {
		const items = await upload();
		await stage.run({ items, parameters: STAGING_BY_ID, executionId: executionId() });
		execution += 1;
		const again = await stage.run({ items, parameters: STAGING_BY_ID, executionId: executionId() });
		expect(again.items[0]?.json.status).toBe('finished');
		expect(again.items[0]?.binary?.data).toBeDefined();
		expect(submitsOf()).toEqual([1]);
	});

	it('is paid once, though two executions are given it at the same time', async () => {
		const items = await upload();
		const runs = await Promise.all(
			['x', 'y'].map((id) =>
				stage.run({ items, parameters: STAGING_BY_ID, executionId: `${executionId()}-${id}` }),
			),
		);
		expect(runs.map((run) => run.items[0]?.json.status)).toEqual(['finished', 'finished']);
		expect(submitsOf()).toEqual([1]);
	});

	it('is refused where two items want it with different choices', async () => {
		const [item] = await upload();
		const { error } = await stage.run({
			items: ['Modern', 'Farmhouse'].map((style) => ({ json: { ...item?.json, style } })),
			parameters: { ...STAGING_BY_ID, style: '={{ $json.style }}' },
			executionId: executionId(),
		});
		expect(error?.message).toContain('with other choices [item 1]');
		expect(sentSubmits()).toBe(0);
	});

	it('is not labelled with choices that it was not made with', async () => {
		const items = await upload();
		await stage.run({ items, parameters: STAGING_BY_ID, executionId: executionId() });
		execution += 1;
		const later = await stage.run({
			items,
			parameters: { ...STAGING_BY_ID, style: 'Farmhouse' },
			executionId: executionId(),
		});
		expect(later.items[0]?.json.status).toBe('finished');
		expect(later.items[0]?.json.style).not.toBe('Farmhouse');
	});

	it('counts as submitted where the vendor does not say that it is idle', async () => {
		const items = await upload();
		const [order] = stage.sandbox.orders;
		stage.sandbox.misbehave({
			method: 'GET',
			path: `/v1/order/${order?.order_id}`,
			body: { id: order?.order_id, generated_images: null },
			times: Infinity,
		});
		const { error } = await stage.run({ items, parameters: STAGING_BY_ID });
		expect(error?.message).toContain('was not finished within 300 seconds');
		expect(sentSubmits()).toBe(0);
	});

	it('is submitted again for another version, where it says so, and brings the new picture', async () => {
		const items = await upload();
		const first = await stage.run({ items, parameters: STAGING_BY_ID, executionId: executionId() });
		execution += 1;
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', cut: 'after' });
		const second = await stage.run({
			items,
			parameters: { ...STAGING_BY_ID, options: { ifAlreadySubmitted: 'submitAgain' } },
			executionId: executionId(),
		});
		expect(submitsOf()).toEqual([2]);
		expect(second.items[0]?.json.status).toBe('finished');
		expect(second.items[0]?.json.image_id).not.toBe(first.items[0]?.json.image_id);
	});

	it('is not submitted where another item failed while it was looked at once more', async () => {
		const items = await upload(2);
		const path = `/v1/order/${String(items[0]?.json.order_id)}`;
		stage.sandbox.misbehave({ method: 'GET', path, skip: 1, delaySeconds: 0.5 });
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', status: 400 });
		const { error } = await stage.run({ items, parameters: STAGING_BY_ID });
		expect(error?.message).toContain('(HTTP 400) [item 1]');
		expect(sentSubmits()).toBe(1);
		expect(submitsOf()).toEqual([0, 0]);
	});

	it('is refused before anything is paid, where it does not exist', async () => {
		const [good] = await upload();
		const { error } = await stage.run({
			items: good ? [good, { json: { order_id: 'nobody' } }] : [],
			parameters: STAGING_BY_ID,
		});
		expect(error?.message).toBe('order not found (HTTP 404) [item 1]');
		expect(error?.description).toContain('Order ID: nobody.');
		expect(sentSubmits()).toBe(0);
	});
});

describe('a spending brake', () => {
	const brake = (maxOrders: number) => ({ ...STAGING, options: { maxOrders } });

	it('refuses a run that would pass it before the first submit', async () => {
		const { error } = await stage.run({ items: await photos(4), parameters: brake(3) });
		expect(error?.message).toContain("This run would make 4 orders, and 'Max Orders' allows 3");
		expect(stage.sandbox.orders).toEqual([]);
	});

	it('lets a run through that keeps within it', async () => {
		const { items } = await stage.run({ items: await photos(3), parameters: brake(3) });
		expect(items).toHaveLength(3);
	});

	it('counts all orders of the execution, so that it stops a loop', async () => {
		const round = async (runIndex: number) =>
			await stage.run({
				items: await photos(2),
				parameters: brake(5),
				executionId: executionId(),
				goesOn: true,
				runIndex,
			});
		expect((await round(0)).error).toBeUndefined();
		expect((await round(1)).error).toBeUndefined();
		expect((await round(2)).error?.message).toContain(
			"This run would make 2 orders, and 'Max Orders' allows 5 in one execution, of which 4 are made",
		);
		expect(stage.sandbox.orders).toHaveLength(4);
	});

	it('holds for calls that run side by side in one execution', async () => {
		const calls = (await photos(4)).map((item) =>
			stage.run({
				items: [item],
				parameters: brake(2),
				settings: { type: 'n8n-nodes-aihomedesign.aiHomeDesignTool' },
				executionId: executionId(),
				goesOn: true,
			}),
		);
		await Promise.all(calls);
		expect(stage.sandbox.orders.filter(({ submits }) => submits > 0)).toHaveLength(2);
	});

	it('holds for batches', async () => {
		const batching = { batching: { batch: { batchSize: 1, batchInterval: 1 } } };
		await stage.run({
			items: await photos(4),
			parameters: { ...brake(2), requestOptions: batching },
			settings: { onError: 'continueRegularOutput' },
			executionId: executionId(),
		});
		expect(stage.sandbox.orders.filter(({ submits }) => submits > 0)).toHaveLength(2);
	});

	it('fails each item under Continue, and orders nothing', async () => {
		const { items } = await stage.run({
			items: await photos(2),
			parameters: brake(1),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ json }) => typeof json.error)).toEqual(['string', 'string']);
		expect(stage.sandbox.orders).toEqual([]);
	});

	it('counts orders that are given by their IDs', async () => {
		const parameters = { ...STAGING_BY_ID, options: { maxOrders: 1 } };
		const { error } = await stage.run({ items: await upload(2), parameters });
		expect(error?.message).toContain("This run would make 2 orders, and 'Max Orders' allows 1");
		expect(submitsOf()).toEqual([0, 0]);
	});

	it('does not count photos that are only uploaded', async () => {
		const uploaded = await stage.run({
			items: await photos(2),
			parameters: UPLOAD,
			executionId: executionId(),
			goesOn: true,
		});
		const { error } = await stage.run({
			items: uploaded.items,
			parameters: { ...STAGING_BY_ID, options: { maxOrders: 2 } },
			executionId: executionId(),
			runIndex: 1,
		});
		expect(error).toBeUndefined();
		expect(submitsOf()).toEqual([1, 1]);
	});

	it('does not count orders that were submitted before, and are only waited for', async () => {
		const parameters = { ...STAGING_BY_ID, options: { maxOrders: 1 } };
		const paid = await stage.run({
			items: await photos(2),
			executionId: executionId(),
			goesOn: true,
		});
		const inSame = { items: paid.items, parameters, executionId: executionId(), runIndex: 1 };
		const inOther = { items: paid.items, parameters, executionId: `${executionId()}-other` };
		for (const run of [inSame, inOther]) {
			const { items, error } = await stage.run(run);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.status)).toEqual(['finished', 'finished']);
		}
		expect(submitsOf()).toEqual([1, 1]);
	});

	it('gives the place of an order back that was refused, and no other', async () => {
		const round = async (runIndex: number) =>
			await stage.run({
				parameters: brake(1),
				executionId: executionId(),
				goesOn: true,
				runIndex,
			});
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', status: 400 });
		expect((await round(0)).error?.message).toContain('HTTP 400');
		expect((await round(1)).error).toBeUndefined();
		expect((await round(2)).error?.message).toContain(
			"This run would make 1 order, and 'Max Orders' allows 1 in one execution, of which 1 is made",
		);
		expect(submitsOf()).toEqual([0, 1]);
	});
});
