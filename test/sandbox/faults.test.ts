import { type Sandbox, startSandbox } from '../../sandbox';
import { call, newOrder, smallPhoto, staging, submitStaging, upload } from './client';

const project = '/v3/project';

describe('Told to misbehave, the sandbox', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0, rateLimit: null });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	const statuses = async (count: number): Promise<number[]> => {
		const found: number[] = [];
		for (let n = 0; n < count; n += 1) found.push((await call(sandbox, project)).status);
		return found;
	};

	it('answers a status with JSON, HTML, bytes or nothing, once', async () => {
		sandbox.misbehave({ path: project, status: 503, body: { error: 'busy' } });
		sandbox.misbehave({ path: project, status: 500, body: '<h1>Sorry</h1>' });
		sandbox.misbehave({ path: project, body: Buffer.from('bytes') });
		sandbox.misbehave({ path: project, status: 502 });
		expect(await call(sandbox, project)).toMatchObject({ status: 503, body: { error: 'busy' } });
		const html = await call(sandbox, project);
		expect(html).toMatchObject({ status: 500, body: '<h1>Sorry</h1>' });
		expect(html.headers.get('content-type')).toContain('text/html');
		expect(await call(sandbox, project)).toMatchObject({ status: 200, body: 'bytes' });
		expect(await call(sandbox, project)).toMatchObject({ status: 502, body: '' });
		expect(await statuses(1)).toEqual([200]);
	});

	it('lets some calls by first, and hits as many as told', async () => {
		sandbox.misbehave({ path: project, skip: 1, times: 2, status: 500 });
		expect(await statuses(4)).toEqual([200, 500, 500, 200]);
	});

	it('shows the first of several faults that fit', async () => {
		sandbox.misbehave({ path: project, status: 500 });
		sandbox.misbehave({ path: /project$/g, status: 429, headers: { 'retry-after': '3' } });
		expect(await statuses(1)).toEqual([500]);
		const limited = await call(sandbox, project);
		expect(limited.status).toBe(429);
		expect(limited.headers.get('retry-after')).toBe('3');
	});

	it('hits only the method and path that were named', async () => {
		sandbox.misbehave({ method: 'POST', path: project, times: Infinity, status: 500 });
		sandbox.misbehave({ path: '/v1/order', times: Infinity, status: 500 });
		expect(await statuses(2)).toEqual([200, 200]);
	});

	it('forgets its faults at the reset', async () => {
		sandbox.misbehave({ times: Infinity, status: 500 });
		sandbox.reset();
		expect(await statuses(1)).toEqual([200]);
	});

	it('cuts the connection before it does anything', async () => {
		sandbox.misbehave({ method: 'POST', path: '/v1/order/image', cut: 'before' });
		await expect(upload(sandbox, await smallPhoto())).rejects.toThrow();
		expect(sandbox.orders).toEqual([]);
		expect(sandbox.calls).toMatchObject([{ path: '/v1/order/image', status: 0 }]);
	});

	it('cuts the connection after an upload was taken', async () => {
		sandbox.misbehave({ path: '/v1/order/image', cut: 'after' });
		await expect(upload(sandbox, await smallPhoto())).rejects.toThrow();
		expect(sandbox.orders).toHaveLength(1);
		expect(sandbox.calls).toMatchObject([{ path: '/v1/order/image', status: 0 }]);
	});

	it('cuts the connection after an order was taken', async () => {
		const orderId = await newOrder(sandbox);
		sandbox.misbehave({ method: 'POST', path: '/v1/order', cut: 'after' });
		await expect(submitStaging(sandbox, orderId)).rejects.toThrow();
		expect(sandbox.orders).toMatchObject([{ submits: 1 }]);
	});

	it('does what was asked, and then answers something else', async () => {
		const orderId = await newOrder(sandbox);
		sandbox.misbehave({ path: '/v1/order', afterHandling: true, status: 504, body: '<p>late</p>' });
		expect(await submitStaging(sandbox, orderId)).toMatchObject({
			status: 504,
			body: '<p>late</p>',
		});
		expect(sandbox.orders).toMatchObject([{ submits: 1 }]);
	});

	it('keeps a caller waiting', async () => {
		sandbox.misbehave({ path: project, delaySeconds: 3600 });
		await expect(call(sandbox, project, { signal: AbortSignal.timeout(300) })).rejects.toThrow(
			/timeout/i,
		);
		sandbox.misbehave({ path: project, delaySeconds: 0.05 });
		expect(await statuses(1)).toEqual([200]);
	});

	it('misbehaves on the storage server as well', async () => {
		sandbox.misbehave({ path: /^\/aihd-after\//, status: 403, body: '<Error/>' });
		const response = await fetch(`${sandbox.storageUrl}/aihd-after/any.jpeg`);
		expect(response.status).toBe(403);
	});
});

describe('The record of calls', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0 });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	it('holds what came and what was answered, in order', async () => {
		const photo = await smallPhoto();
		await upload(sandbox, photo);
		await call(sandbox, '/v3/project?page=1&limit=1');
		const [uploaded, listed] = sandbox.calls;
		expect(uploaded).toMatchObject({
			host: 'api',
			method: 'POST',
			path: '/v1/order/image',
			query: {},
			status: 200,
			form: {
				fields: { service_name: staging },
				fileName: 'room.jpg',
				fileType: 'image/jpeg',
				fileBytes: photo.length,
				partsInOrder: ['image', 'service_name'],
			},
		});
		expect(uploaded?.bytes).toBeGreaterThan(photo.length);
		expect(uploaded?.headers['x-api-key']).toBe(sandbox.apiKey);
		expect(listed).toMatchObject({
			method: 'GET',
			path: '/v3/project',
			query: { page: '1', limit: '1' },
			bytes: 0,
			status: 200,
		});
	});

	it('holds the JSON that was sent, even where a fault answered it', async () => {
		sandbox.misbehave({ path: '/v1/order', status: 500 });
		const orderId = await newOrder(sandbox);
		await submitStaging(sandbox, orderId);
		const sent = sandbox.calls.find(({ path }) => path === '/v1/order');
		expect(sent).toMatchObject({ status: 500, body: { order_id: orderId } });
	});

	it('starts anew at the reset', async () => {
		await newOrder(sandbox);
		sandbox.reset();
		expect(sandbox.calls).toEqual([]);
		expect(sandbox.orders).toEqual([]);
	});
});
