import type { INodeParameters } from 'n8n-workflow';
import { useFastClock } from './harness/fastClock';
import { errorOf, STAGING, useStage } from './harness/setup';

const stage = useStage();

beforeEach(() => void useFastClock());

const UPSCALE: INodeParameters = {
	resource: 'image',
	operation: 'upscale',
	generatedImageId: '={{ $json.image_id }}',
};
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
		stage.sandbox.misbehave({ path: /upscale$/, skip: 1, status: 500, body: { error: 'oops' } });
		const { items: upscaled } = await stage.run({
			items,
			parameters: UPSCALE,
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		expect(upscaled).toHaveLength(2);
		expect(stage.sandbox.upscales).toHaveLength(2);
		expect(upscaleCalls()).toHaveLength(3);
	});

	it('is not repeated when its answer is lost, and says what to do', async () => {
		const { items } = await stage.run();
		stage.sandbox.misbehave({ path: /upscale$/, cut: 'after' });
		const { error } = await stage.run({ items, parameters: UPSCALE });
		expect(error?.message).toContain('the connection was cut');
		expect(error?.description).toContain('before you ask again');
		expect(upscaleCalls()).toHaveLength(1);
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
