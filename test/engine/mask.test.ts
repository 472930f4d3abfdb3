import sharp from 'sharp';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { bytesOf, itemWithFile } from './harness/binaries';
import { useFastClock } from './harness/fastClock';
import { errorOf, useStage } from './harness/setup';

const stage = useStage();

beforeEach(() => void useFastClock());

const PAINT = { r: 0x78, g: 0x78, b: 0xcd, alpha: 1 };
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };
/** The size of the photo that the stage hands out. */
const SIZE = { width: 320, height: 240 };

const START: INodeParameters = { resource: 'mask', operation: 'start' };
const of = (operation: string): INodeParameters => ({
	resource: 'mask',
	operation,
	orderId: '={{ $json.order_id }}',
});

/** A mask with a painted square in its middle. */
function mask(color = PAINT, size = SIZE): sharp.Sharp {
	const square = { create: { width: 40, height: 40, channels: 4 as const, background: color } };
	return sharp({ create: { ...size, channels: 4, background: CLEAR } }).composite([
		{ input: square },
	]);
}

async function maskItem(file: Buffer, json: INodeExecutionData['json']) {
	return await itemWithFile(file, { fileName: 'mask.png', mimeType: 'image/png', json });
}

async function startOrder(): Promise<INodeExecutionData['json']> {
	const { items } = await stage.run({ parameters: START });
	return items[0]?.json ?? {};
}

/** Applies a mask to a new order. */
async function applyFile(file: Buffer) {
	const order = await startOrder();
	return await stage.run({ parameters: of('apply'), items: [await maskItem(file, order)] });
}

const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
const masksSent = () => stage.calls().filter((call) => call === 'POST /v1/order/manual-mask');

describe('a picture is emptied by masks, from start to finish', () => {
	it('start, get latest, apply, get latest, finalize, and get the finished picture', async () => {
		const started = await stage.run({ parameters: START });
		const [order] = stage.sandbox.orders;
		expect(started.items).toEqual([
			{
				json: {
					order_id: order?.order_id,
					image_id: order?.generated_images[0]?.id,
					service_name: 'service-item-removal-mask',
					eta: 0,
					status: 'submitted',
				},
				pairedItem: { item: 0 },
			},
		]);

		const before = await stage.run({ items: started.items, parameters: of('getLatest') });
		expect(before.items[0]?.json).toEqual({
			order_id: order?.order_id,
			image_id: expect.any(String),
			url: expect.stringMatching(/^http/),
		});

		const applied = await stage.run({
			items: [await maskItem(await mask().png().toBuffer(), before.items[0]?.json ?? {})],
			parameters: of('apply'),
		});
		expect(applied.items[0]).toEqual({
			json: { order_id: order?.order_id, mask_id: expect.any(String) },
			pairedItem: { item: 0 },
		});

		const after = await stage.run({ items: applied.items, parameters: of('getLatest') });
		expect(after.items[0]?.json.url).not.toBe(before.items[0]?.json.url);
		const picture = after.items[0]?.binary?.data;
		expect(picture).toMatchObject({
			mimeType: 'image/jpeg',
			fileName: `${order?.order_id}-latest.jpg`,
		});
		expect(await sharp(picture && (await bytesOf(picture))).metadata()).toMatchObject(SIZE);

		const finalized = await stage.run({
			items: after.items,
			parameters: { ...of('finalize'), imageId: '={{ $json.image_id }}' },
		});
		expect(finalized.items[0]?.json).toEqual({
			order_id: order?.order_id,
			image_id: after.items[0]?.json.image_id,
			message: expect.any(String),
		});

		const { items } = await stage.run({
			items: finalized.items,
			parameters: { operation: 'get', orderId: '={{ $json.order_id }}' },
		});
		expect(items[0]?.json).toMatchObject({ status: 'finished', after_src: expect.any(String) });
		expect(items[0]?.binary?.data).toBeDefined();
	});

	it('start names the service again in its submit, and in the upload', async () => {
		const { order_id } = await startOrder();
		const bodies = stage.sandbox.calls.filter(({ path }) => path === '/v1/order');
		const upload = stage.sandbox.calls.find(({ path }) => path === '/v1/order/image');
		expect(bodies.map(({ body }) => body)).toEqual([
			{ order_id, service_name: 'service-item-removal-mask' },
		]);
		expect(upload?.form?.fields).toEqual({ service_name: 'service-item-removal-mask' });
	});

	it('start orders a photo that is uploaded already, once', async () => {
		const uploaded = await stage.run({
			parameters: { resource: 'image', operation: 'upload', service: 'Item Removal With Mask' },
		});
		const parameters = { ...START, imageSource: 'orderId', orderId: '={{ $json.order_id }}' };
		const first = await stage.run({ items: uploaded.items, parameters });
		const second = await stage.run({ items: uploaded.items, parameters, executionId: '2' });
		expect(second.items[0]?.json.order_id).toBe(first.items[0]?.json.order_id);
		expect(stage.sandbox.orders).toMatchObject([{ submits: 1 }]);
	});

	it("start says the vendor's words where the account does not have it", async () => {
		stage.sandbox.misbehave({
			path: '/v1/order/image',
			status: 403,
			body: { error: 'not enabled' },
		});
		const { error } = await stage.run({ parameters: START });
		expect(error?.message).toBe('not enabled (HTTP 403) [item 0]');
		expect(error?.description).toContain('Ask AI HomeDesign to switch it on');
	});

	it('apply sends the order first, then the mask as a PNG', async () => {
		const file = await mask().png().toBuffer();
		const { error } = await applyFile(file);
		const call = stage.sandbox.calls.find(({ path }) => path === '/v1/order/manual-mask');
		expect(error).toBeUndefined();
		expect(call?.form).toEqual({
			fields: { order_id: stage.sandbox.orders[0]?.order_id },
			fileName: 'mask.png',
			fileType: 'image/png',
			fileBytes: file.length,
			partsInOrder: ['order_id', 'mask'],
		});
	});

	it('finalize sends a web form', async () => {
		const order = await startOrder();
		const latest = await stage.run({ items: [{ json: order }], parameters: of('getLatest') });
		await stage.run({
			items: latest.items,
			parameters: { ...of('finalize'), imageId: '={{ $json.image_id }}' },
		});
		const call = stage.sandbox.calls.find(({ path }) => path === '/v1/order/done');
		expect(call?.headers['content-type']).toContain('application/x-www-form-urlencoded');
		expect(call?.body).toEqual({
			order_id: order.order_id,
			image_id: latest.items[0]?.json.image_id,
		});
	});
});

describe('a mask is checked before it is sent', () => {
	it.each<[string, () => Promise<Buffer>, string | RegExp, string]>([
		[
			'no PNG',
			async () => await mask().jpeg().toBuffer(),
			'The mask is not a whole PNG file',
			'a JPG has no transparency',
		],
		[
			'a PNG that breaks off',
			async () => (await mask().png().toBuffer()).subarray(0, 200),
			'The mask is not a whole PNG file',
			'Save it as PNG',
		],
		[
			'of another size',
			async () => await mask(PAINT, { width: 321, height: 240 }).png().toBuffer(),
			'The mask has 321 x 240 pixels, and the picture 320 x 240',
			"the picture that the operation 'Get Latest' gives",
		],
		[
			'of another height',
			async () => await mask(PAINT, { width: 320, height: 241 }).png().toBuffer(),
			'The mask has 320 x 241 pixels, and the picture 320 x 240',
			"the picture that the operation 'Get Latest' gives",
		],
		[
			'painted in another colour',
			async () => await mask({ r: 255, g: 0, b: 0, alpha: 1 }).png().toBuffer(),
			'The mask has 1600 pixels that are neither transparent nor painted in #7878CD, the first of them in #FF0000',
			'Paint what is to be removed in #7878CD',
		],
		[
			'a shade beside it',
			async () =>
				await mask({ ...PAINT, b: 0xce })
					.png()
					.toBuffer(),
			/1600 pixels .* the first of them in #7878CE/,
			'fully opaque',
		],
		[
			'not transparent elsewhere',
			async () => await mask().flatten({ background: '#000000' }).png().toBuffer(),
			/75200 pixels .* the first of them in #000000/,
			'leave all else transparent',
		],
		[
			'with nothing painted',
			async () => await mask(CLEAR).png().toBuffer(),
			'Nothing is painted in the mask',
			'Paint what is to be removed in #7878CD',
		],
		[
			'painted only half opaque',
			async () =>
				await mask({ ...PAINT, alpha: 0.5 })
					.png()
					.toBuffer(),
			'Nothing is painted in the mask',
			'fully opaque',
		],
	])('%s', async (_name, draw, message, advice) => {
		const { error } = await applyFile(await draw());
		if (typeof message === 'string') expect(error?.message).toBe(`${message} [item 0]`);
		else expect(error?.message).toMatch(message);
		expect(error?.description).toContain(advice);
		expect(error?.description).toContain(stage.sandbox.orders[0]?.order_id);
		expect(masksSent()).toEqual([]);
	});

	it('broken data is no mask either', async () => {
		const file = await mask().png().toBuffer();
		file.fill(0xff, file.indexOf('IDAT') + 4, file.indexOf('IDAT') + 30);
		const { error } = await applyFile(file);
		expect(error?.message).toBe('The mask is a broken PNG file [item 0]');
		expect(masksSent()).toEqual([]);
	});

	it.each<[string, () => Promise<Buffer>]>([
		['with a palette', async () => await mask().png({ palette: true }).toBuffer()],
		['interlaced', async () => await mask().png({ progressive: true }).toBuffer()],
		[
			'with soft edges, as a brush leaves them',
			async () => {
				const brush = Buffer.from(
					'<svg width="320" height="240"><circle cx="150" cy="99.5" r="41.3" fill="#7878CD"/></svg>',
				);
				return await sharp(brush).png().toBuffer();
			},
		],
	])('a right one passes %s', async (_name, draw) => {
		const { items, error } = await applyFile(await draw());
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({
			order_id: stage.sandbox.orders[0]?.order_id,
			mask_id: expect.any(String),
		});
	});

	it('looks at the picture where it lies, without the key', async () => {
		await applyFile(await mask().png().toBuffer());
		const looked = stage.sandbox.calls.filter(({ host }) => host === 'storage');
		expect(looked).toHaveLength(1);
		expect(looked[0]?.headers).not.toHaveProperty('x-api-key');
	});

	it.each([
		[100_000, 20_000],
		[50_000, 50_000],
	])(
		'a huge one (%i x %i) is refused at once where nothing else limits it',
		async (width, height) => {
			stage.sandbox.misbehave({ path: /^\/aihd-/, body: Buffer.from('something else') });
			const file = await mask().png().toBuffer();
			file.writeUInt32BE(width, 16);
			file.writeUInt32BE(height, 20);
			const { error } = await applyFile(file);
			expect(error?.message).toBe(`The mask says that it has ${width} x ${height} pixels [item 0]`);
			expect(masksSent()).toEqual([]);
		},
	);

	it.each([
		[320, 240],
		[240, 320],
	])(
		'a picture that the camera turned takes a mask as it lies or as people see it (%i x %i)',
		async (width, height) => {
			const turned = await sharp({ create: { ...SIZE, channels: 3, background: '#888888' } })
				.withMetadata({ orientation: 6 })
				.jpeg()
				.toBuffer();
			stage.sandbox.misbehave({
				path: /^\/aihd-/,
				headers: { 'content-type': 'image/jpeg' },
				body: turned,
			});
			stage.sandbox.misbehave({ path: '/v1/order/manual-mask', body: { maskId: 'm' } });
			const { error } = await applyFile(await mask(PAINT, { width, height }).png().toBuffer());
			expect(error).toBeUndefined();
			expect(masksSent()).toHaveLength(1);
		},
	);

	it('where the picture cannot be looked at it is not sent, and that is said', async () => {
		stage.sandbox.misbehave({ path: /^\/aihd-/, status: 404 });
		const { error } = await applyFile(await mask().png().toBuffer());
		expect(error?.message).toMatch(
			/^The picture at .* could not be fetched \(HTTP 404\) \[item 0\]$/,
		);
		expect(error?.description).toContain('The mask was not sent');
		expect(masksSent()).toEqual([]);
	});

	it("where the picture's size cannot be read it says so, and sends the mask", async () => {
		stage.sandbox.misbehave({
			path: /^\/aihd-/,
			headers: { 'content-type': 'image/jpeg' },
			body: Buffer.from('something else'),
		});
		const { items } = await applyFile(await mask().png().toBuffer());
		expect(items[0]?.json.unchecked).toBe(
			"the mask's size, as the picture's own could not be read",
		);
		expect(masksSent()).toHaveLength(1);
	});
});

describe('what goes wrong with masks is said, and costs nothing twice', () => {
	it.each([
		[
			'no binary field at all',
			[{ json: { order_id: 'o' } }],
			"The item has no binary field 'data'",
		],
	])('%s', async (_name, items, message) => {
		const { error } = await stage.run({ items, parameters: of('apply') });
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toContain('Connect a node that supplies the mask.');
		expect(stage.sandbox.calls).toEqual([]);
	});

	it.each<[string, Omit<Fault, 'path'>]>([
		['lost', { cut: 'after' }],
		['a 500', { status: 500, afterHandling: true }],
	])(
		'a mask is sent once though its answer is %s and Retry On Fail runs the node again',
		async (_name, fault) => {
			const order = await startOrder();
			stage.sandbox.misbehave({ path: '/v1/order/manual-mask', ...fault });
			const { error } = await stage.run({
				items: [await maskItem(await mask().png().toBuffer(), order)],
				parameters: of('apply'),
				settings: RETRY,
			});
			expect(error?.description).toContain("Look with the operation 'Get Latest'");
			expect(masksSent()).toHaveLength(1);
		},
	);

	it('finalize is sent once though its answer is lost and Retry On Fail runs the node again', async () => {
		const order = await startOrder();
		const latest = await stage.run({ items: [{ json: order }], parameters: of('getLatest') });
		stage.sandbox.misbehave({ path: '/v1/order/done', cut: 'after' });
		const { error } = await stage.run({
			items: latest.items,
			parameters: { ...of('finalize'), imageId: '={{ $json.image_id }}' },
			settings: RETRY,
		});
		expect(error?.message).toContain('the connection was cut');
		expect(error?.description).toContain(`the order ID ${order.order_id}`);
		expect(stage.calls().filter((call) => call === 'POST /v1/order/done')).toHaveLength(1);
	});

	it('finalize that was taken is not sent again by Retry On Fail', async () => {
		const order = await startOrder();
		const latest = await stage.run({ items: [{ json: order }], parameters: of('getLatest') });
		await stage.run({
			items: [...latest.items, { json: { order_id: 'nowhere', image_id: 'x' } }],
			parameters: { ...of('finalize'), imageId: '={{ $json.image_id }}' },
			settings: { ...RETRY, onError: 'stopWorkflow' },
		});
		const calls = stage.sandbox.calls.filter(({ path }) => path === '/v1/order/done');
		const ofOrder = calls.filter(({ body }) => Object(body).order_id === order.order_id);
		expect(ofOrder).toHaveLength(1);
	});

	it('several masks of one order go out one after the other', async () => {
		const order = await startOrder();
		const files = await Promise.all([1, 2, 3].map(async () => await mask().png().toBuffer()));
		stage.sandbox.misbehave({ path: '/v1/order/manual-mask', times: 3, delaySeconds: 0.05 });
		const { items } = await stage.run({
			items: await Promise.all(files.map(async (file) => await maskItem(file, order))),
			parameters: of('apply'),
		});
		const calls = stage.sandbox.calls.filter(({ path }) => path === '/v1/order/manual-mask');
		expect(new Set(items.map(({ json }) => json.mask_id)).size).toBe(3);
		expect(calls).toHaveLength(3);
		calls.slice(1).forEach(({ startedAt }, index) => {
			expect(startedAt).toBeGreaterThanOrEqual(calls[index]?.endedAt ?? Infinity);
		});
	});

	it('under Stop no mask is sent where one of them is wrong', async () => {
		const order = await startOrder();
		const { error } = await stage.run({
			items: [
				await maskItem(await mask().png().toBuffer(), order),
				await maskItem(await mask(CLEAR).png().toBuffer(), order),
			],
			parameters: of('apply'),
		});
		expect(error?.message).toBe('Nothing is painted in the mask [item 1]');
		expect(masksSent()).toEqual([]);
	});

	it('a submit that came to nothing, though it may have been taken, is no started order', async () => {
		stage.sandbox.misbehave({ path: '/v1/order', status: 504 });
		const { items, error } = await stage.run({ parameters: START });
		expect(items).toEqual([]);
		expect(error?.message).toContain('it may have been ordered');
		expect(stage.sandbox.orders).toMatchObject([{ submits: 0 }]);
	});

	it('a picture that cannot be fetched is fetched later by Get Latest', async () => {
		const order = await startOrder();
		stage.sandbox.misbehave({
			path: /^\/aihd-/,
			headers: { 'content-type': 'text/html' },
			body: '<h1>Log in</h1>',
		});
		const { error } = await stage.run({ items: [{ json: order }], parameters: of('getLatest') });
		expect(error?.message).toMatch(/^The latest picture at .* is not a picture but text\/html/);
		expect(error?.description).toContain("with the operation 'Get Latest' and the order ID");
	});

	it('a mask that was taken is not sent again by Retry On Fail, and another one of the order is', async () => {
		const order = await startOrder();
		const files = [mask(), mask().flip()];
		const items = await Promise.all(
			files.map(async (file) => await maskItem(await file.png().toBuffer(), order)),
		);
		stage.sandbox.misbehave({ path: '/v1/order/manual-mask', skip: 1, status: 429 });
		const applied = await stage.run({ items, parameters: of('apply'), settings: RETRY });
		expect(new Set(applied.items.map(({ json }) => json.mask_id)).size).toBe(2);
		expect(masksSent()).toHaveLength(3);
	});

	it('there may be no picture yet: then Retry On Fail asks again', async () => {
		const order = await startOrder();
		stage.sandbox.misbehave({ path: /last-temp-image$/, body: { image_id: '', url: '' } });
		const { items } = await stage.run({
			items: [{ json: order }],
			parameters: of('getLatest'),
			settings: RETRY,
		});
		expect(items[0]?.binary?.data).toBeDefined();
	});

	it.each([
		['getLatest', {}],
		['finalize', { imageId: 'x' }],
	])("%s tells the vendor's words for an order that does not exist", async (operation, more) => {
		const { items } = await stage.run({
			items: [{ json: { order_id: 'nowhere' } }],
			parameters: { ...of(operation), ...more },
			settings: { onError: 'continueRegularOutput' },
		});
		expect(errorOf(items[0])).toMatch(/^order not found \(HTTP 404\) \[item 0\]\. /);
		expect(items[0]?.json.details).toMatchObject({ order_id: 'nowhere', status: 404 });
	});
});
