import sharp from 'sharp';
import { type Sandbox, startSandbox } from '../../sandbox';
import {
	call,
	download,
	field,
	finishOrder,
	latestPicture,
	maskRemoval,
	newOrder,
	submit,
	submitStaging,
	text,
} from './client';
import { difference } from './measure';
import { receive } from './receiver';

async function upscale(sandbox: Sandbox, imageId: string, headers: Record<string, string> = {}) {
	return await call(
		sandbox,
		`/v1/order/image/${imageId}/download/upscale`,
		{ method: 'POST' },
		{ 'x-api-key': sandbox.apiKey, ...headers },
	);
}

describe('An enlarged picture', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0, rateLimit: null });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	const staged = async () => {
		const orderId = await newOrder(sandbox);
		return { orderId, imageId: text((await submitStaging(sandbox, orderId)).body, 'image_id') };
	};

	it('is the picture, twice as wide and high', async () => {
		const { orderId, imageId } = await staged();
		expect(await upscale(sandbox, imageId)).toMatchObject({
			status: 200,
			body: { status: 'processing' },
		});
		expect(sandbox.upscales).toEqual([
			{
				generated_image_id: imageId,
				status: 'finished',
				src: expect.stringMatching(/\/aihd-upscaled\/[-\w]+\.jpeg$/),
			},
		]);
		const large = await download(sandbox.upscales[0]?.src ?? '');
		expect(await sharp(large).metadata()).toMatchObject({
			format: 'jpeg',
			width: 480,
			height: 360,
		});
		expect(await difference(large, await latestPicture(sandbox, orderId))).toBeLessThan(4);
	});

	it('is told by webhook, in a body of its own', async () => {
		const receiver = await receive();
		try {
			const { orderId, imageId } = await staged();
			sandbox.setWebhookUrl(receiver.url);
			await upscale(sandbox, imageId);
			const order = (await call(sandbox, `/v1/order/${orderId}`)).body;
			expect(await receiver.first(1)).toEqual([
				{
					generated_image_id: imageId,
					upscaled_image_src: sandbox.upscales[0]?.src,
					user_id: field(order, 'user_id'),
				},
			]);
		} finally {
			sandbox.setWebhookUrl(undefined);
			await receiver.close();
		}
	});

	it('can be asked for again', async () => {
		const { imageId } = await staged();
		await upscale(sandbox, imageId);
		await upscale(sandbox, imageId);
		expect(sandbox.upscales.map(({ status }) => status)).toEqual(['finished', 'finished']);
	});

	it('needs no body, even where the call says that it has JSON', async () => {
		const { imageId } = await staged();
		const answer = await upscale(sandbox, imageId, { 'content-type': 'application/json' });
		expect(answer.status).toBe(200);
	});

	it('is refused for a picture that is not known', async () => {
		const orderId = await newOrder(sandbox);
		for (const id of ['nothing', orderId, sandbox.orders[0]?.before_image_id ?? '']) {
			expect(await upscale(sandbox, id)).toMatchObject({
				status: 404,
				body: { error: expect.any(String), key: 'api_error_image_not_found' },
			});
		}
		expect(sandbox.upscales).toEqual([]);
	});

	it('is refused for a picture that failed', async () => {
		sandbox.failNextGeneration();
		expect((await upscale(sandbox, (await staged()).imageId)).status).toBe(404);
	});

	it('is forgotten at the reset', async () => {
		await upscale(sandbox, (await staged()).imageId);
		const src = sandbox.upscales[0]?.src ?? '';
		expect((await fetch(src)).status).toBe(200);
		sandbox.reset();
		expect(sandbox.upscales).toEqual([]);
		expect((await fetch(src)).status).toBe(404);
	});

	it('can be made to misbehave as every call can', async () => {
		const { imageId } = await staged();
		sandbox.misbehave({ path: /download\/upscale$/, status: 503, body: { error: 'busy' } });
		expect(await upscale(sandbox, imageId)).toMatchObject({ status: 503 });
		expect(sandbox.upscales).toEqual([]);
	});

	it('is refused for a picture that is still worked on', async () => {
		const slow = await startSandbox({ workSeconds: 3600 });
		try {
			const imageId = text((await submitStaging(slow, await newOrder(slow))).body, 'image_id');
			expect((await upscale(slow, imageId)).status).toBe(404);
		} finally {
			await slow.close();
		}
	});

	it('has no address while it is worked on', async () => {
		const slow = await startSandbox({ workSeconds: 3600 });
		try {
			// What needs no drawing is finished at once: a removal by mask without a mask.
			const order_id = await newOrder(slow, maskRemoval);
			const imageId = text((await submit(slow, { order_id })).body, 'image_id');
			const soFar = (await call(slow, `/v1/order/${order_id}/last-temp-image`)).body;
			await finishOrder(slow, order_id, text(soFar, 'image_id'));
			expect((await upscale(slow, imageId)).status).toBe(200);
			expect(slow.upscales).toEqual([
				{ generated_image_id: imageId, status: 'processing', src: '' },
			]);
		} finally {
			await slow.close();
		}
	});
});
