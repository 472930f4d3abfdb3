import type { INodeExecutionData, OnError } from 'n8n-workflow';
import { itemWithFile } from './harness/binaries';
import { drawPhoto } from './harness/photo';
import { errorOf, STAGING, UPLOAD, useStage } from './harness/setup';

const stage = useStage();

const brokenItem = async () =>
	await itemWithFile(Buffer.from('no picture'), { json: { photo: 'broken' } });

async function threeGoodAndOneBroken(): Promise<INodeExecutionData[]> {
	return [
		await stage.photoItem({ photo: 0 }),
		await stage.photoItem({ photo: 1 }),
		await brokenItem(),
		await stage.photoItem({ photo: 3 }),
	];
}

const CONTINUE: OnError[] = ['continueRegularOutput', 'continueErrorOutput'];

describe('items stay paired, one out for each one in', () => {
	it('links each result to its photo', async () => {
		const items = await Promise.all([0, 1, 2].map((photo) => stage.photoItem({ photo })));
		const outcome = await stage.run({ items });
		expect(outcome.items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		const orders = new Set(outcome.items.map(({ json }) => json.order_id));
		expect(orders.size).toBe(3);
	});

	it('gives 4 paired items for 3 good photos and 1 broken one under "Continue"', async () => {
		const { items, error } = await stage.run({
			items: await threeGoodAndOneBroken(),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(items.map(({ json }) => json.status ?? 'failed')).toEqual([
			'finished',
			'finished',
			'failed',
			'finished',
		]);
		expect(errorOf(items[2])).toContain('is not an image');
		expect(errorOf(items[2])).toContain('[item 2]');
		expect(stage.sandbox.orders).toHaveLength(3);
	});

	it('sends the broken one, with its input beside it, to the error output', async () => {
		const { items, errorItems } = await stage.run({
			items: await threeGoodAndOneBroken(),
			settings: { onError: 'continueErrorOutput' },
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 3].map((item) => ({ item })));
		expect(errorItems).toEqual([
			{
				json: { error: expect.stringContaining('[item 2]'), details: {}, photo: 'broken' },
				pairedItem: { item: 2 },
			},
		]);
	});

	it('names the item under "Stop"', async () => {
		const { error } = await stage.run({
			items: [await stage.photoItem(), await brokenItem()],
		});
		expect(error?.message).toContain('[item 1]');
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
	});

	it.each(CONTINUE)('keeps what was known of a failed item under %s', async (onError) => {
		stage.sandbox.failNextGeneration();
		const { items, errorItems } = await stage.run({ settings: { onError } });
		const [failed] = onError === 'continueErrorOutput' ? errorItems : items;
		const [order] = stage.sandbox.orders;
		expect(failed?.json.details).toEqual({
			order_id: order?.order_id,
			image_id: order?.generated_images[0]?.id,
			status: 'regular_failed',
		});
		expect(Object.keys(failed?.json ?? {}).sort()).toEqual(['details', 'error']);
		expect(errorOf(failed)).toContain(order?.order_id);
	});

	it.each(CONTINUE)(
		'runs once only under Retry On Fail with %s, where all is well',
		async (onError) => {
			await stage.run({
				settings: { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
			});
			expect(stage.sandbox.orders).toHaveLength(1);
		},
	);
});

describe('a choice is checked before anything is sent', () => {
	it('refuses a wrong style with the right ones, and asks nothing but the catalog', async () => {
		const { error } = await stage.run({ parameters: { ...STAGING, style: 'Mid-Century' } });
		expect(error?.message).toBe("'Mid-Century' is not a style for Living Room [item 0]");
		expect(error?.description).toMatch(/^Choose one of: .*Modern.*\.$/);
		expect(stage.calls()).toEqual(['GET /v1/catalog/spaces', 'GET /v1/catalog/items/filter']);
	});

	it('refuses a wrong space with the right ones', async () => {
		const { error } = await stage.run({ parameters: { ...STAGING, space: 'Ballroom' } });
		expect(error?.message).toBe("'Ballroom' is not a space of this service [item 0]");
		expect(error?.description).toContain('Living Room');
		expect(stage.calls()).toEqual(['GET /v1/catalog/spaces']);
	});

	it('refuses a wrong style before it fetches the image from its address', async () => {
		await stage.run({
			parameters: {
				...STAGING,
				style: 'Mid-Century',
				imageSource: 'url',
				imageUrl: `${stage.sandbox.storageUrl}/photo.jpg`,
			},
		});
		expect(stage.sandbox.calls.filter(({ host }) => host === 'storage')).toEqual([]);
	});

	it.each([
		['space', "'Space Name or ID' is empty"],
		['style', "'Style Name or ID' is empty, and 'style' is required for Living Room"],
	])('says that %s is empty where its expression gives nothing', async (parameter, message) => {
		const { error } = await stage.run({
			parameters: { ...STAGING, [parameter]: '={{ $json.nothing }}' },
		});
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(stage.sandbox.orders).toEqual([]);
	});

	it('says which of several enhancement options is wrong', async () => {
		const { error } = await stage.run({
			parameters: {
				operation: 'imageEnhancement',
				space: 'Outdoor',
				enhancementOptions: ['Polish the Moon'],
			},
		});
		expect(error?.message).toContain(
			"'Polish the Moon' is not among the Enhancement Options for Outdoor",
		);
	});
});

describe('an image is checked before anything is sent', () => {
	const photoOf = async (bytes: Buffer, fileName = 'room.jpg') => [
		await itemWithFile(bytes, { fileName }),
	];

	it.each([
		['an empty file', async () => Buffer.alloc(0), "The file in binary field 'data' is empty"],
		[
			'a file over 50 MB',
			async () => Buffer.concat([await drawPhoto(), Buffer.alloc(50 * 1024 * 1024)]),
			"The file in binary field 'data' has 50.1 MB, and AI HomeDesign takes at most 50 MB",
		],
		[
			'a text that calls itself a photo',
			async () => Buffer.from('hello'),
			"The file in binary field 'data' is not an image that AI HomeDesign takes (it is called room.jpg, image/jpeg)",
		],
		[
			'a PDF',
			async () => Buffer.from('%PDF-1.7 and so on'),
			"The file in binary field 'data' is not an image that AI HomeDesign takes (it is called room.jpg, image/jpeg)",
		],
	])('refuses %s', async (_name, bytes, message) => {
		const { error } = await stage.run({ items: await photoOf(await bytes()) });
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toBeTruthy();
		expect(stage.sandbox.orders).toEqual([]);
	});

	it('names the binary fields that are there, where the wanted one is not', async () => {
		const { error } = await stage.run({
			items: [await itemWithFile(await drawPhoto(), { field: 'photo' })],
		});
		expect(error?.message).toBe("The item has no binary field 'data' [item 0]");
		expect(error?.description).toBe("Set 'Input Binary Field' to one that it has: photo.");
	});

	it('says so where the file is gone from the storage of n8n', async () => {
		const item = await stage.photoItem();
		const binary = {
			...item.binary?.data,
			id: 'filesystem-v2:gone',
			mimeType: 'image/jpeg',
			data: '',
		};
		const { error } = await stage.run({ items: [{ json: {}, binary: { data: binary } }] });
		expect(error?.message).toBe(
			"The file in binary field 'data' is no longer in n8n's storage [item 0]",
		);
		expect(error?.description).toContain('Run the workflow again');
	});

	it('says so where the item has no binary at all', async () => {
		const { error } = await stage.run({ items: [{ json: {} }] });
		expect(error?.description).toContain('It has no binary field at all');
	});

	it.each(['DNG', 'nef', 'CR2'])('takes a camera RAW file (%s)', async (extension) => {
		const tiff = Buffer.concat([Buffer.from('II*\0'), Buffer.alloc(2000, 7)]);
		const { items } = await stage.run({
			items: await photoOf(tiff, `IMG_1.${extension}`),
			parameters: UPLOAD,
		});
		expect(items[0]?.json.order_id).toBe(stage.sandbox.orders[0]?.order_id);
		expect(stage.sandbox.orders[0]?.file_bytes).toBe(tiff.length);
	});
});
