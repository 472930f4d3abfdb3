import sharp from 'sharp';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
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
		expect(stage.sandbox.calls).toEqual([]);
	});

	it('a mask whose answer is lost is not sent again', async () => {
		stage.sandbox.misbehave({ path: '/v1/order/manual-mask', cut: 'after' });
		const { error } = await applyFile(await mask().png().toBuffer());
		expect(error?.message).toContain('the connection was cut');
		expect(error?.description).toContain("Look with the operation 'Get Latest'");
		expect(masksSent()).toHaveLength(1);
	});

	it('a mask that was taken is not sent again by Retry On Fail', async () => {
		const order = await startOrder();
		const file = await mask().png().toBuffer();
		const items = [await maskItem(file, order), await maskItem(file, { order_id: 'nowhere' })];
		const { error } = await stage.run({
			items,
			parameters: of('apply'),
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		expect(error?.message).toContain('order not found (HTTP 404)');
		expect(masksSent()).toHaveLength(1);
	});

	it('there may be no picture yet: then Retry On Fail asks again', async () => {
		const order = await startOrder();
		stage.sandbox.misbehave({ path: /last-temp-image$/, body: { image_id: '', url: '' } });
		const { items } = await stage.run({
			items: [{ json: order }],
			parameters: of('getLatest'),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
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
