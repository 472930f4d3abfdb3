import type { INodeExecutionData } from 'n8n-workflow';
import { itemWithFile } from './harness/binaries';
import { clock } from '../../nodes/shared/clock';
import { useFastClock } from './harness/fastClock';
import { errorOf, useStage, STAGING } from './harness/setup';

const stage = useStage();
let execution = 0;

beforeEach(() => {
	useFastClock();
	execution += 1;
});

const photos = async (count: number) =>
	await Promise.all(
		Array.from({ length: count }, (_, photo) => stage.photoItem({ photo, style: 'Modern' })),
	);
const sent = () => stage.calls().filter((call) => call.startsWith('POST'));
const paid = () => stage.sandbox.orders.filter(({ submits }) => submits > 0);
const BY_ITEM = { ...STAGING, style: '={{ $json.style }}' };
const run = async (items: INodeExecutionData[], settings = {}, parameters: object = BY_ITEM) =>
	await stage.run({
		items,
		settings,
		parameters: { ...parameters },
		executionId: `stop-${execution}`,
	});

describe('everything is checked before the first submit', () => {
	it('a typo in item 19 of 20 costs nothing under Stop', async () => {
		const items = await photos(20);
		items[19] = await stage.photoItem({ style: 'Modren' });
		const { error } = await run(items);
		expect(error?.message).toBe("'Modren' is not a style for Living Room [item 19]");
		expect(sent()).toEqual([]);
	});

	it('a broken image in item 19 of 20 costs nothing under Stop', async () => {
		const items = await photos(20);
		items[19] = await itemWithFile(Buffer.from('broken'), { json: { style: 'Modern' } });
		const { error } = await run(items);
		expect(error?.message).toContain('[item 19]');
		expect(sent()).toEqual([]);
	});

	it('under Continue the good ones go on after all are checked', async () => {
		const items = await photos(3);
		items[1] = await stage.photoItem({ style: 'Modren' });
		const outcome = await run(items, { onError: 'continueRegularOutput' });
		expect(outcome.items.map(({ json }) => json.status ?? 'failed')).toEqual([
			'finished',
			'failed',
			'finished',
		]);
		expect(paid()).toHaveLength(2);
	});

	it('uploads nothing before the last check is over', async () => {
		await run(await photos(5));
		const calls = stage.calls();
		expect(calls.findIndex((call) => call.startsWith('POST'))).toBe(2);
		expect(calls.slice(0, 2).sort()).toEqual([
			'GET /v1/catalog/items/filter',
			'GET /v1/catalog/spaces',
		]);
	});
});

describe('an item whose own expression fails never reaches a hook', () => {
	const failing = {
		...STAGING,
		style: '={{ $json.photo === 2 ? $("Nowhere").first().json.style : "Modern" }}',
	};

	it('under Stop nothing is sent by the others', async () => {
		const { error } = await run(await photos(4), {}, failing);
		expect(error).toBeDefined();
		jest.restoreAllMocks();
		await clock.pause(0.5);
		expect(stage.calls()).toEqual([]);
	});

	it('under Continue nobody waits for it', async () => {
		const { items } = await run(await photos(4), { onError: 'continueRegularOutput' }, failing);
		expect(items).toHaveLength(4);
		expect(items.map(({ json }) => json.status ?? 'failed')).toEqual([
			'finished',
			'finished',
			'failed',
			'finished',
		]);
	});
});

describe('who is in a run', () => {
	it('one item with Execute Once, though four came in', async () => {
		const { items } = await run(await photos(4), { executeOnce: true });
		expect(items).toHaveLength(1);
		expect(paid()).toHaveLength(1);
	});

	it('each batch by itself, with Batching', async () => {
		const batching = { batching: { batch: { batchSize: 2, batchInterval: 30 } } };
		const { items } = await run(await photos(5), {}, { ...BY_ITEM, requestOptions: batching });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
		expect(paid()).toHaveLength(5);
	});
});

describe('no order vanishes', () => {
	it('under Stop the error lists the orders that went through, and nothing further is submitted', async () => {
		stage.sandbox.misbehave({
			method: 'POST',
			path: '/v1/order',
			skip: 6,
			status: 400,
			body: { error: 'this photo is too dark' },
		});
		const { error } = await run(await photos(20));
		expect(error?.message).toMatch(/^this photo is too dark \(HTTP 400\) \[item \d+\]$/);
		expect(paid().length).toBeGreaterThanOrEqual(6);
		expect(paid().length).toBeLessThan(20);
		for (const { order_id } of paid()) expect(error?.description).toContain(order_id);
	});

	it('under Stop the error waits for submits that are under way, and names them', async () => {
		const submit = { method: 'POST', path: '/v1/order' };
		stage.sandbox.misbehave({ ...submit, delaySeconds: 0.7, times: 2, afterHandling: true });
		stage.sandbox.misbehave({ ...submit, skip: 2, status: 400 });
		const { error } = await run(await photos(3));
		expect(paid()).toHaveLength(2);
		for (const { order_id } of paid()) expect(error?.description).toContain(order_id);
	});

	it('under Stop the error does not name orders that were refused as well', async () => {
		const submit = { method: 'POST', path: '/v1/order' };
		stage.sandbox.misbehave({ ...submit, delaySeconds: 0.3, status: 400, times: 2 });
		const { error } = await run(await photos(2));
		expect(paid()).toEqual([]);
		expect(error?.description).not.toContain('Other orders');
	});

	it('under Stop with Retry On Fail the last error also names what earlier tries paid', async () => {
		stage.sandbox.misbehave({
			method: 'POST',
			path: '/v1/order',
			skip: 3,
			status: 400,
			times: Infinity,
		});
		const { error } = await run(await photos(6), {
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 0,
		});
		expect(paid()).toHaveLength(3);
		for (const { order_id } of paid()) expect(error?.description).toContain(order_id);
	});

	it('under Stop no upload begins after the first failure', async () => {
		stage.sandbox.misbehave({ path: '/v1/order/image', status: 413 });
		await run(await photos(20));
		expect(sent().length).toBeLessThan(8);
	});

	it('under Stop with Retry On Fail the next try delivers all, and pays none twice', async () => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', skip: 6, status: 400 });
		const { items, error } = await run(await photos(12), {
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 0,
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(12);
		expect(stage.sandbox.orders.map(({ submits }) => submits)).toEqual(Array(12).fill(1));
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'under %s every good item comes out whole and paired',
		async (onError) => {
			stage.sandbox.misbehave({
				method: 'POST',
				path: '/v1/order',
				skip: 6,
				status: 400,
				body: { error: 'this photo is too dark', key: 'api_error_dark' },
			});
			const outcome = await run(await photos(20), { onError });
			const all = [...outcome.items, ...outcome.errorItems];
			const failed = all.filter(({ json }) => json.error !== undefined);
			expect(all).toHaveLength(20);
			expect(new Set(all.map(({ pairedItem }) => JSON.stringify(pairedItem))).size).toBe(20);
			expect(all.filter(({ json }) => json.status === 'finished')).toHaveLength(19);
			expect(failed).toHaveLength(1);
			expect(errorOf(failed[0])).toContain('this photo is too dark');
			expect(failed[0]?.json.details).toEqual({
				order_id: expect.any(String),
				status: 400,
				key: 'api_error_dark',
			});
		},
	);
});
