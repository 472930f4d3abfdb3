import { type Sandbox, startSandbox } from '../../sandbox';
import {
	call,
	choice,
	enhancement,
	newOrder,
	smallPhoto,
	staging,
	submit,
	submitStaging,
	upload,
	widgets,
} from './client';

const room = 'space-living-room';

describe('The sandbox refuses what the vendor refuses', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0, maximumUploadBytes: 400_000, rateLimit: null });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	const unauthorized = {
		status: 401,
		body: { error: expect.any(String), key: 'api_error_unauthorized' },
	};

	it('a call without a key', async () => {
		for (const path of ['/v3/project?page=1&limit=1', '/v1/order/some-id']) {
			expect(await call(sandbox, path, {}, {})).toMatchObject(unauthorized);
		}
	});

	it('a call with a wrong key, to the catalog too', async () => {
		for (const path of ['/v3/project', `/v1/catalog/spaces?service_name=${staging}`]) {
			const answer = await call(sandbox, path, {}, { 'x-api-key': `${sandbox.apiKey}x` });
			expect(answer).toMatchObject(unauthorized);
		}
	});

	it('nothing of the catalog without a key', async () => {
		const answer = await call(sandbox, `/v1/catalog/spaces?service_name=${staging}`, {}, {});
		expect(answer.status).toBe(200);
	});

	it('an upload without a file', async () => {
		expect(await upload(sandbox, undefined)).toMatchObject({
			status: 400,
			body: { error: 'http: no such file' },
		});
	});

	it('an upload for a service that is not known', async () => {
		const answer = await upload(sandbox, await smallPhoto(), 'service-window-cleaning');
		expect(answer).toMatchObject({ status: 400, body: { key: 'api_error_service_not_found' } });
	});

	it('a file that is too large', async () => {
		const photo = await smallPhoto();
		const fits = Buffer.concat([photo, Buffer.alloc(400_000 - photo.length)]);
		expect((await upload(sandbox, fits)).status).toBe(200);
		expect((await upload(sandbox, Buffer.concat([fits, Buffer.alloc(1)]))).status).toBe(413);
	});

	it.each([
		['text', Buffer.from('Dear Sir or Madam')],
		['a PDF', Buffer.from('%PDF-1.7 ...')],
		['an empty file', Buffer.alloc(0)],
		['a GIF', Buffer.from('GIF89a....')],
		['a video', Buffer.from('\0\0\0\x20ftypisom....')],
	])('%s in place of an image', async (_name, file) => {
		expect((await upload(sandbox, file)).status).toBe(415);
	});

	it('an order that is not known', async () => {
		const notFound = {
			status: 404,
			body: { error: 'order not found', key: 'api_error_order_not_found' },
		};
		expect(await call(sandbox, '/v1/order/no-such-order')).toMatchObject(notFound);
		expect(await submit(sandbox, { order_id: 'no-such-order' })).toMatchObject(notFound);
	});

	it('a page that is not known', async () => {
		expect(await call(sandbox, '/v1/nothing-here')).toMatchObject({
			status: 404,
			body: { error: expect.any(String) },
		});
	});

	it('a submit that is no JSON object', async () => {
		const headers = { 'x-api-key': sandbox.apiKey, 'content-type': 'application/json' };
		for (const body of ['{', '[]', '{}']) {
			const answer = await call(sandbox, '/v1/order', { method: 'POST', body }, headers);
			expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
		}
	});

	it.each([
		['no space', undefined, 'api_error_space_required'],
		['a space that is not known', 'space-garage', 'api_error_space_not_found'],
		['a space of another service', 'space-indoor--', 'api_error_space_not_found'],
		['a space that is not offered at present', 'space-foyer', 'api_error_space_not_found'],
	])('%s', async (_name, space_name, key) => {
		const order_id = await newOrder(sandbox);
		const selected_widgets = [await choice(sandbox, staging, room, 'style', 'Modern')];
		const answer = await submit(sandbox, { order_id, space_name, selected_widgets });
		expect(answer).toMatchObject({ status: 400, body: { key } });
	});

	it('a missing style', async () => {
		const answer = await submit(sandbox, { order_id: await newOrder(sandbox), space_name: room });
		expect(answer).toMatchObject({ status: 400, body: { key: 'api_error_widget_required' } });
	});

	it('a widget that is not known', async () => {
		const order_id = await newOrder(sandbox);
		const style = await choice(sandbox, staging, room, 'style', 'Modern');
		const selected_widgets = [style, { id: 'another', item_id: style.item_id }];
		const answer = await submit(sandbox, { order_id, space_name: room, selected_widgets });
		expect(answer).toMatchObject({ status: 400, body: { key: 'api_error_widget_not_found' } });
	});

	it('an item of another widget', async () => {
		const [style] = await widgets(sandbox, staging, room);
		const [options] = await widgets(sandbox, enhancement, 'space-indoor--');
		const answer = await submit(sandbox, {
			order_id: await newOrder(sandbox),
			space_name: room,
			selected_widgets: [{ id: style?.id, item_id: options?.items[0]?.id }],
		});
		expect(answer).toMatchObject({ status: 400, body: { key: 'api_error_widget_item_not_found' } });
	});

	it('a style that is not offered for the space', async () => {
		const hampton = await choice(sandbox, staging, room, 'style', 'Hampton');
		const answer = await submit(sandbox, {
			order_id: await newOrder(sandbox),
			space_name: 'space-kitchen--',
			selected_widgets: [hampton],
		});
		expect(answer.status).toBe(400);
	});

	it('takes no order by refusing one', async () => {
		const order_id = await newOrder(sandbox);
		await submit(sandbox, { order_id });
		expect(sandbox.orders).toMatchObject([{ order_id, submits: 0, generated_images: [] }]);
	});
});

describe('The rate limit', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 60, rateLimit: { orders: 2, windowSeconds: 600 } });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	it('refuses the order after the last free place, in the documented words', async () => {
		for (let order = 0; order < 2; order += 1) {
			expect((await submitStaging(sandbox, await newOrder(sandbox))).status).toBe(200);
		}
		const refused = await submitStaging(sandbox, await newOrder(sandbox));
		expect(refused.status).toBe(429);
		expect(refused.body).toEqual({
			error: 'rate-limit exceeded, 2 generates per 10 minutes only',
		});
		expect(refused.headers.has('retry-after')).toBe(false);
	});

	it('counts neither another version of an order nor a refused submit', async () => {
		const first = await newOrder(sandbox);
		await submitStaging(sandbox, first);
		await submitStaging(sandbox, first);
		await submit(sandbox, { order_id: await newOrder(sandbox) });
		expect((await submitStaging(sandbox, await newOrder(sandbox))).status).toBe(200);
	});

	it('is 10 orders in 10 minutes unless told otherwise', async () => {
		const usual = await startSandbox({ workSeconds: 60 });
		try {
			const statuses: number[] = [];
			for (let order = 0; order < 11; order += 1) {
				statuses.push((await submitStaging(usual, await newOrder(usual))).status);
			}
			expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
		} finally {
			await usual.close();
		}
	});
});
