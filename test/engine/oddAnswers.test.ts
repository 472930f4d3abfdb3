import fc from 'fast-check';
import { type Middleman, startServer } from './harness/middlemen';
import { useFastClock } from './harness/fastClock';
import { errorOf, useStage, STAGING } from './harness/setup';

const stage = useStage();

beforeEach(() => void useFastClock());

/** What a person should never read. */
const NOT_WORDS =
	/TypeError|undefined|\[object|is not a function|is not iterable|Cannot (read|set|convert|destructure)|NaN|Invalid URL/;

const SPACES = '/v1/catalog/spaces';
const WIDGETS = '/v1/catalog/items/filter';
const LOOK = /^\/v1\/order\/(?!image$)[^/]+$/;
const modern = { id: 'i', title: 'Modern' };
const style = { id: 'w', title: 'Style', is_optional: false, items: [modern] };

describe('odd answers of the catalog', () => {
	it.each([8, 11])('a space may have %i fields', async (count) => {
		const extra = Object.fromEntries(
			Array.from({ length: count - 2 }, (_, n) => [`field_${n}`, n]),
		);
		const space = { name: 'space-x', title: 'Living Room', ...extra };
		stage.sandbox.misbehave({ path: SPACES, body: { data: [space] } });
		stage.sandbox.misbehave({ path: WIDGETS, body: { data: [style] } });
		stage.sandbox.misbehave({
			method: 'POST',
			path: '/v1/order',
			status: 400,
			body: { error: 'seen' },
		});
		const { error } = await stage.run();
		expect(error?.message).toContain('seen');
		expect(stage.sandbox.calls.find(({ path }) => path === '/v1/order')?.body).toMatchObject({
			space_name: 'space-x',
			selected_widgets: [{ id: 'w', item_id: 'i' }],
		});
	});

	it('two items of the same title are refused with both ids, and told apart by id', async () => {
		const twins = {
			...style,
			items: [
				{ id: 'a', title: 'Modern' },
				{ id: 'b', title: 'Modern' },
			],
		};
		stage.sandbox.misbehave({ path: WIDGETS, body: { data: [twins] }, times: Infinity });
		const { error } = await stage.run();
		expect(error?.message).toBe("'Modern' stands for more than one: a and b [item 0]");
		await stage.run({ parameters: { ...STAGING, style: 'b' } });
		expect(stage.sandbox.calls.find(({ path }) => path === '/v1/order')?.body).toMatchObject({
			selected_widgets: [{ id: 'w', item_id: 'b' }],
		});
	});

	it('2,000 items, emoji and commas in titles, and ids that are numbers', async () => {
		const items = Array.from({ length: 2000 }, (_, id) => ({ id, title: `🛋️ Style, ${id}` }));
		stage.sandbox.misbehave({
			path: WIDGETS,
			body: { data: [{ ...style, items }] },
			times: Infinity,
		});
		await stage.run({ parameters: { ...STAGING, style: '🛋️ style, 1999' } });
		expect(stage.sandbox.calls.find(({ path }) => path === '/v1/order')?.body).toMatchObject({
			selected_widgets: [{ id: 'w', item_id: '1999' }],
		});
		const { error } = await stage.run({ parameters: { ...STAGING, style: '🛋️' } });
		expect(error?.description).toContain('and 1970 more');
	});

	it('entries that are no entries are passed over', async () => {
		const items = [null, 7, 'x', [], {}, { title: 'No ID' }, modern];
		stage.sandbox.misbehave({ path: WIDGETS, body: { data: [null, 'x', { ...style, items }] } });
		stage.sandbox.misbehave({
			method: 'POST',
			path: '/v1/order',
			status: 400,
			body: { error: 'seen' },
		});
		expect((await stage.run()).error?.message).toContain('seen');
	});
});

describe('odd answers about an order', () => {
	it('ids may be numbers', async () => {
		stage.sandbox.misbehave({ path: '/v1/order/image', body: { order_id: 12 } });
		stage.sandbox.misbehave({
			method: 'POST',
			path: '/v1/order',
			body: { image_id: 34, eta: '2' },
		});
		stage.sandbox.misbehave({
			path: '/v1/order/12',
			body: { id: 12, generated_images: [{ id: 34, src: `${stage.sandbox.storageUrl}/none.jpg` }] },
		});
		const { items } = await stage.run({ parameters: { ...STAGING, downloadImage: false } });
		expect(items[0]?.json).toMatchObject({
			order_id: '12',
			image_id: '34',
			eta: 2,
			status: 'finished',
		});
	});

	it.each([null, 'x', {}, [null], [{ src: null }]])(
		'generated_images may be %j for a while',
		async (images) => {
			stage.sandbox.misbehave({
				path: LOOK,
				body: { id: '1', status: 'idle', generated_images: images },
			});
			const { items } = await stage.run();
			expect(items[0]?.json.status).toBe('finished');
		},
	);

	it('an answer of many MB is not read to its end', async () => {
		let sent = 0;
		const flood: Middleman = await startServer((_request, answer) => {
			const megabyte = Buffer.alloc(1024 * 1024, 'x');
			const pour = () => {
				while (sent < 200 && !answer.destroyed) {
					sent += 1;
					if (!answer.write(megabyte)) return void answer.once('drain', pour);
				}
			};
			pour();
		});
		const { error } = await stage.run({ credential: { apiKey: 'any-key', baseUrl: flood.url } });
		await flood.close();
		expect(error?.message).toContain('an answer of more than 10 MB');
		expect(sent).toBeLessThan(60);
	});

	it('an answer that never ends is cut off after the timeout', async () => {
		const drip = await startServer((_request, answer) => void answer.write('{"data": ['));
		const { error } = await stage.run({
			credential: { apiKey: 'any-key', baseUrl: drip.url },
			parameters: { ...STAGING, requestOptions: { timeout: 200 } },
		});
		await drip.close();
		expect(error?.message).toContain('no answer came in time');
	});

	it.each(['file:///etc/passwd', 'javascript:alert(1)', 'ftp://example.com/a', '//x', 'x'])(
		'nothing is downloaded from %s',
		async (src) => {
			stage.sandbox.misbehave({
				path: LOOK,
				body: { id: '1', generated_images: [{ id: 'i', src }] },
			});
			const { items } = await stage.run({ settings: { onError: 'continueRegularOutput' } });
			expect(errorOf(items[0])).toContain('gave no usable address for the picture');
			expect(errorOf(items[0])).toContain(stage.sandbox.orders[0]?.order_id);
		},
	);

	it.each(['a/b', '../x', 'a?b=c', 'a b', 'ä#1', '%2e%2e'])(
		'the order ID %j leads nowhere else',
		async (orderId) => {
			await stage.run({ parameters: { operation: 'get', orderId } });
			expect(stage.sandbox.calls).toHaveLength(1);
			expect(stage.sandbox.calls[0]).toMatchObject({ query: {}, status: 404 });
			expect(stage.sandbox.calls[0]?.path).toMatch(/^\/v1\/order\/[^/]+$/);
		},
	);
});

describe('whatever the answers are', () => {
	const text = fc.oneof(fc.string(), fc.constantFrom('<html><body>Hi</body></html>', '{"a":', ''));
	const value = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', 0, [], {}));
	const shaped = fc.record(
		{
			id: value,
			order_id: value,
			image_id: value,
			eta: value,
			status: value,
			error: value,
			errors: value,
			data: fc.oneof(
				value,
				fc.array(fc.record({ id: value, name: value, title: value, items: value })),
			),
			generated_images: fc.oneof(
				value,
				fc.array(fc.record({ id: value, src: value, status: value })),
			),
		},
		{ requiredKeys: [] },
	);
	const body = fc.oneof(text, shaped, fc.array(value));
	const path = fc.constantFrom<string | RegExp>(
		SPACES,
		WIDGETS,
		'/v1/order/image',
		'/v1/order',
		LOOK,
	);
	const status = fc.constantFrom(200, 200, 200, 201, 204, 302, 400, 404, 418, 429, 500, 503);

	it('a sentence or a finished picture comes out, and no order is paid twice', async () => {
		let tried = 0;
		await fc.assert(
			fc.asyncProperty(path, status, body, async (where, code, what) => {
				tried += 1;
				stage.sandbox.reset();
				stage.sandbox.misbehave({
					path: where,
					status: code,
					body: what ?? '',
					afterHandling: code !== 429,
				});
				const { items } = await stage.run({ settings: { onError: 'continueRegularOutput' } });
				const [item] = items;
				expect(items).toHaveLength(1);
				for (const { submits } of stage.sandbox.orders) expect(submits).toBeLessThanOrEqual(1);
				if (item?.json.error === undefined) {
					expect(item?.json.after_src).toMatch(/^http/);
					expect(item?.binary?.data).toBeDefined();
				} else {
					expect(errorOf(item)).toMatch(/\w{3,} .*\[item 0\]\. \w/s);
					const ownWords = errorOf(item).replaceAll(JSON.stringify(what).slice(1, -1), '');
					if (typeof what === 'object' && !JSON.stringify(what).match(NOT_WORDS)) {
						expect(ownWords).not.toMatch(NOT_WORDS);
					}
				}
			}),
			// The same answers every time: what fails then is the change that was made.
			{ numRuns: 150, seed: 1500 },
		);
		expect(tried).toBeGreaterThanOrEqual(150);
	});
});
