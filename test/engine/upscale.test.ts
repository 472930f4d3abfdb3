import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { useFastClock } from './harness/fastClock';
import { errorOf, STAGING, useStage } from './harness/setup';

const stage = useStage();

beforeEach(() => void useFastClock());

const UPSCALE: INodeParameters = {
	resource: 'image',
	operation: 'upscale',
	generatedImageId: '={{ $json.image_id }}',
};
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
const upscaleCalls = () => stage.calls().filter((call) => call.endsWith('/download/upscale'));

describe('image: upscale', () => {
	it('takes the image_id of an order and answers that the larger picture is on its way', async () => {
		const { items } = await stage.run();
		const upscaled = await stage.run({ items, parameters: UPSCALE });
		const image_id = stage.sandbox.orders[0]?.generated_images[0]?.id;
		expect(upscaled.items).toEqual([
			{
				json: { generated_image_id: image_id, status: 'processing' },
				pairedItem: { item: 0 },
			},
		]);
		expect(stage.sandbox.upscales).toMatchObject([{ generated_image_id: image_id }]);
		expect(upscaleCalls()).toEqual([`POST /v1/order/image/${image_id}/download/upscale`]);
	});

	it('sends no body', async () => {
		const { items } = await stage.run();
		await stage.run({ items, parameters: UPSCALE });
		expect(stage.sandbox.calls.at(-1)).toMatchObject({ bytes: 0 });
	});

	it('is sent once for an item, though Retry On Fail runs the node again', async () => {
		const { items } = await stage.run({
			items: [await stage.photoItem(), await stage.photoItem()],
		});
		stage.sandbox.misbehave({ path: /upscale$/, skip: 1, status: 429 });
		const { items: upscaled } = await stage.run({
			items,
			parameters: UPSCALE,
			settings: RETRY,
		});
		expect(upscaled).toHaveLength(2);
		expect(stage.sandbox.upscales).toHaveLength(2);
		expect(upscaleCalls()).toHaveLength(3);
	});

	it.each<[string, Omit<Fault, 'path'>]>([
		['lost', { cut: 'after' }],
		['a 504', { status: 504, afterHandling: true }],
		['a 408', { status: 408, afterHandling: true }],
		['a login page', { status: 200, body: '<h1>Log in</h1>', afterHandling: true }],
	])(
		'is sent once though its answer is %s and Retry On Fail runs the node again',
		async (_name, fault) => {
			const { items } = await stage.run();
			stage.sandbox.misbehave({ path: /upscale$/, ...fault });
			const { error } = await stage.run({ items, parameters: UPSCALE, settings: RETRY });
			expect(error?.description).toContain('before you ask again');
			expect(upscaleCalls()).toHaveLength(1);
			expect(stage.sandbox.upscales).toHaveLength(1);
		},
	);

	it('is sent again by Retry On Fail where nothing listened, so that nothing arrived', async () => {
		const { items } = await stage.run();
		const nowhere = { apiKey: 'any-key-at-all', baseUrl: 'http://127.0.0.1:9' };
		const { error } = await stage.run({ items, parameters: UPSCALE, credential: nowhere });
		expect(error?.message).toContain('nothing listens there');
		expect(error?.description).not.toContain('before you ask again');
	});

	it('is asked for once where two items name the same picture', async () => {
		const { items } = await stage.run();
		const upscaled = await stage.run({ items: [...items, ...items], parameters: UPSCALE });
		expect(upscaled.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(upscaleCalls()).toHaveLength(1);
	});

	it('under Stop none is sent where one of the items is wrong', async () => {
		const { items } = await stage.run();
		const { error } = await stage.run({
			items: [...items, { json: { image_id: ' ' } }],
			parameters: UPSCALE,
		});
		expect(error?.message).toBe("'Generated Image ID' is empty [item 1]");
		expect(upscaleCalls()).toEqual([]);
	});

	it("tells the vendor's words for a picture that does not exist, with its ID", async () => {
		const { items } = await stage.run({
			parameters: { ...UPSCALE, generatedImageId: 'nowhere' },
			settings: { onError: 'continueRegularOutput' },
		});
		expect(errorOf(items[0])).toMatch(/^image not found \(HTTP 404\) \[item 0\]\. /);
		expect(items[0]?.json.details).toMatchObject({ image_id: 'nowhere', status: 404 });
	});

	it.each(['', ' ', '.', '..'])('asks nothing for the ID %j', async (generatedImageId) => {
		const { error } = await stage.run({
			parameters: { ...UPSCALE, generatedImageId: `={{ ${JSON.stringify(generatedImageId)} }}` },
		});
		expect(error?.message).toMatch(/'Generated Image ID' is empty|is not an ID/);
		expect(stage.sandbox.calls).toEqual([]);
	});

	it('takes a page for no answer', async () => {
		const { items } = await stage.run({ parameters: STAGING });
		stage.sandbox.misbehave({ path: /upscale$/, status: 200, body: '<h1>Log in</h1>' });
		const { error } = await stage.run({ items, parameters: UPSCALE });
		expect(error?.message).toContain('answered without the status of the larger picture');
	});
});
