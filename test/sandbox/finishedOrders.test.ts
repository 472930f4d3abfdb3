import sharp from 'sharp';
import { type Sandbox, startSandbox } from '../../sandbox';
import {
	call,
	design,
	download,
	dusk,
	enhancement,
	field,
	latestPicture,
	maskRemoval,
	newOrder,
	pictures,
	removal,
	staging,
	submitStaging,
	text,
} from './client';
import { difference } from './measure';
import { receive } from './receiver';

describe('Finished orders', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({
			workSeconds: 0,
			rateLimit: { orders: 1, windowSeconds: 3600 },
		});
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	it('stand among the orders, in order, each with ids of its own', async () => {
		const bodies = await sandbox.finishedOrders(3);
		expect(sandbox.orders.map(({ order_id }) => order_id)).toEqual(
			bodies.map(({ order_id }) => order_id),
		);
		expect(sandbox.orders).toMatchObject(
			[1, 2, 3].map(() => ({ service_name: staging, submits: 1, uploads: 1, status: 'idle' })),
		);
		const ids = bodies.flatMap(({ order_id, image }) => [order_id, image.id]);
		expect(new Set(ids).size).toBe(6);
	});

	it('are told by the API as their bodies announce them', async () => {
		for (const body of await sandbox.finishedOrders(3)) {
			const order = (await call(sandbox, `/v1/order/${body.order_id}`)).body;
			const [picture] = await pictures(sandbox, body.order_id);
			expect(body).toEqual({
				order_id: text(order, 'id'),
				image: {
					id: text(picture, 'id'),
					before_src: text(order, 'before_image_src'),
					after_src: text(picture, 'src'),
					regenerated: false,
					style: text(picture, 'prompt'),
					color: '',
					space: text(order, 'space'),
					sky_style: text(picture, 'sky_style'),
					shadow_removal: field(picture, 'shadow_removal'),
					material: '',
					created_at: text(picture, 'created_at'),
				},
				service_name: text(order, 'service_name'),
				user_id: text(order, 'user_id'),
			});
			expect(picture).toMatchObject({ status: 'regular_finished', sequence: 1 });
		}
	});

	it('are what the webhook says of an order that was really made', async () => {
		const receiver = await receive();
		try {
			sandbox.setWebhookUrl(receiver.url);
			const orderId = await newOrder(sandbox);
			await submitStaging(sandbox, orderId);
			const [real] = await receiver.first(1);
			const [noted] = await sandbox.finishedOrders(1);
			const ownIds = { order_id: expect.any(String), image: expect.anything() };
			expect({ ...noted, ...ownIds }).toEqual({ ...Object(real), ...ownIds });
			expect(Object.keys(noted?.image ?? {})).toEqual(Object.keys(Object(field(real, 'image'))));
		} finally {
			sandbox.setWebhookUrl(undefined);
			await receiver.close();
		}
	});

	it.each([staging, enhancement, design, dusk, removal])(
		'of %s show what it makes of a photo',
		async (service) => {
			const [body] = await sandbox.finishedOrders(1, { service });
			expect(body).toMatchObject({ service_name: service });
			const before = await download(body?.image.before_src ?? '');
			const after = await download(body?.image.after_src ?? '');
			for (const file of [before, after]) {
				expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', width: 480 });
			}
			expect(await difference(before, after)).toBeGreaterThan(2);
		},
	);

	it('of the removal by mask show the photo, as no mask was painted', async () => {
		const [body] = await sandbox.finishedOrders(1, { service: maskRemoval });
		const before = await download(body?.image.before_src ?? '');
		const after = await download(body?.image.after_src ?? '');
		expect(await difference(before, after)).toBeLessThan(1);
	});

	it('say which style was chosen, as the catalog names it', async () => {
		const [body] = await sandbox.finishedOrders(1);
		const query = `service_name=${staging}&space_name=${body?.image.space ?? ''}`;
		const catalog = await call(sandbox, `/v1/catalog/items/filter?${query}`);
		const [chosen] = sandbox.orders[0]?.selected_widgets ?? [];
		expect(catalog.body).toMatchObject({
			data: [
				{
					id: chosen?.id,
					items: expect.arrayContaining([
						expect.objectContaining({ id: chosen?.item_id, title: body?.image.style }),
					]),
				},
			],
		});
	});

	it('are not announced, and take no place of the rate limit', async () => {
		const receiver = await receive();
		try {
			sandbox.setWebhookUrl(receiver.url);
			await sandbox.finishedOrders(5);
			await sandbox.announcementsOver();
			expect(sandbox.deliveries).toEqual([]);
			expect((await submitStaging(sandbox, await newOrder(sandbox))).status).toBe(200);
		} finally {
			sandbox.setWebhookUrl(undefined);
			await receiver.close();
		}
	});

	it('can be enlarged', async () => {
		const [body] = await sandbox.finishedOrders(1);
		const path = `/v1/order/image/${body?.image.id ?? ''}/download/upscale`;
		expect((await call(sandbox, path, { method: 'POST' })).status).toBe(200);
		const large = await download(sandbox.upscales[0]?.src ?? '');
		expect((await sharp(large).metadata()).width).toBe(960);
	});

	it('can get another version, which leaves the picture of the others alone', async () => {
		const [one, other] = await sandbox.finishedOrders(2);
		const before = await download(other?.image.after_src ?? '');
		const orderId = one?.order_id ?? '';
		expect((await submitStaging(sandbox, orderId, 'Hampton')).status).toBe(200);
		expect(await pictures(sandbox, orderId)).toMatchObject([{ sequence: 1 }, { sequence: 2 }]);
		expect(await latestPicture(sandbox, orderId)).not.toEqual(before);
		expect(await download(one?.image.after_src ?? '')).toEqual(before);
		expect(await download(other?.image.after_src ?? '')).toEqual(before);
	});

	it('may be ten thousand', async () => {
		const bodies = await sandbox.finishedOrders(10_000);
		expect(new Set(bodies.map(({ image }) => image.id)).size).toBe(10_000);
		for (const body of [bodies[0], bodies[5000], bodies[9999]]) {
			const orderId = body?.order_id ?? '';
			expect(await pictures(sandbox, orderId)).toMatchObject([{ src: body?.image.after_src }]);
			expect((await fetch(body?.image.after_src ?? '')).status).toBe(200);
		}
	});

	it('are forgotten at the reset, and can be noted again', async () => {
		const [old] = await sandbox.finishedOrders(2);
		sandbox.reset();
		expect(sandbox.orders).toEqual([]);
		expect((await call(sandbox, `/v1/order/${old?.order_id ?? ''}`)).status).toBe(404);
		expect((await fetch(old?.image.after_src ?? '')).status).toBe(404);
		const [fresh] = await sandbox.finishedOrders(1);
		expect((await fetch(fresh?.image.after_src ?? '')).status).toBe(200);
	});

	it('are not noted for a service that is not known, or in a number that is none', async () => {
		await expect(sandbox.finishedOrders(1, { service: 'service-x' })).rejects.toThrow(
			'service not found',
		);
		await expect(sandbox.finishedOrders(-1)).rejects.toThrow(/whole number/);
		await expect(sandbox.finishedOrders(1.5)).rejects.toThrow(/whole number/);
		expect(sandbox.orders).toEqual([]);
	});
});
