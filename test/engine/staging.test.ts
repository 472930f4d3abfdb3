import { bytesOf } from './harness/binaries';
import { openDropdown } from './harness/dropdown';
import { credentialFor } from './harness/run';
import { ENHANCEMENT, STAGING, STAGING_BY_ID, UPLOAD, useStage } from './harness/setup';

const stage = useStage();

/** The body of the only submit. */
function submitted() {
	const submits = stage.sandbox.calls.filter(
		({ method, path }) => method === 'POST' && path === '/v1/order',
	);
	expect(submits).toHaveLength(1);
	return submits[0]?.body;
}

describe('a photo goes in, the staged photo comes out', () => {
	it('uploads, submits, looks for the result and downloads it, in this order', async () => {
		const { items, error } = await stage.run();
		const [order] = stage.sandbox.orders;
		expect(error).toBeUndefined();
		expect(stage.calls()).toEqual([
			'GET /v1/catalog/spaces',
			'GET /v1/catalog/items/filter',
			'POST /v1/order/image',
			'POST /v1/order',
			`GET /v1/order/${order?.order_id}`,
			expect.stringMatching(/^GET \/aihd-after\//),
		]);
		expect(items).toHaveLength(1);
	});

	it('tells the order under the names of the webhook', async () => {
		const { items } = await stage.run();
		const [order] = stage.sandbox.orders;
		const [image] = order?.generated_images ?? [];
		expect(items[0]?.json).toMatchObject({
			order_id: order?.order_id,
			image_id: image?.id,
			service_name: 'service-ai-virtual-staging',
			space_name: 'space-living-room',
			status: 'finished',
			eta: 0,
			style: 'Modern',
			before_src: order?.before_image_src,
			after_src: image?.src,
			created_at: image?.created_at,
		});
		expect(items[0]?.json).not.toHaveProperty('error');
	});

	it('hands on the finished picture itself, with a name and a MIME type', async () => {
		const { items } = await stage.run();
		const picture = items[0]?.binary?.data;
		const [image] = stage.sandbox.orders[0]?.generated_images ?? [];
		const truth = Buffer.from(await (await fetch(String(image?.src))).arrayBuffer());
		expect(picture).toMatchObject({
			fileName: 'room-virtual-staging.jpg',
			mimeType: 'image/jpeg',
			fileExtension: 'jpg',
		});
		expect(picture && (await bytesOf(picture)).equals(truth)).toBe(true);
	});

	it('keeps the picture on disk where n8n keeps binaries there', async () => {
		const { items } = await stage.run();
		expect(items[0]?.binary?.data?.id).toMatch(/^filesystem-v2:/);
	});

	it('sends the API key to the API only, not to where the picture lies', async () => {
		await stage.run();
		const { calls, apiKey } = stage.sandbox;
		for (const { host, headers } of calls) {
			expect(headers['x-api-key']).toBe(host === 'api' ? apiKey : undefined);
		}
		expect(calls.filter(({ host }) => host === 'storage')).toHaveLength(1);
	});

	it('uploads the image first and the service after it, with file name, type and exact size', async () => {
		const item = await stage.photoItem();
		await stage.run({ items: [item] });
		const upload = stage.sandbox.calls.find(({ path }) => path === '/v1/order/image');
		expect(upload?.form).toEqual({
			fields: { service_name: 'service-ai-virtual-staging' },
			fileName: 'room.jpg',
			fileType: 'image/jpeg',
			fileBytes: item.binary?.data && (await bytesOf(item.binary.data)).length,
			partsInOrder: ['image', 'service_name'],
		});
	});

	it('gives the same order for "modern", "Modern", an id and the dropdown', async () => {
		const [entry] = (await openDropdown(credentialFor(stage.sandbox), STAGING, 'style')).filter(
			({ name }) => name === 'Modern',
		);
		const bodies = [];
		for (const style of ['modern', 'Modern', ' MODERN ', String(entry?.value), '={{ "Modern" }}']) {
			stage.sandbox.reset();
			await stage.run({ parameters: { ...STAGING, style } });
			const order_id = stage.sandbox.orders[0]?.order_id;
			expect(submitted()).toMatchObject({ order_id });
			bodies.push({ ...Object(submitted()), order_id: 'the order' });
		}
		expect(bodies[0]).toEqual({
			order_id: 'the order',
			space_name: 'space-living-room',
			selected_widgets: [{ id: expect.any(String), item_id: entry?.value }],
		});
		for (const body of bodies) expect(body).toEqual(bodies[0]);
	});

	it('takes the space by its name, in any case, or by its id', async () => {
		for (const space of ['living room', 'Living Room', 'space-living-room']) {
			stage.sandbox.reset();
			await stage.run({ parameters: { ...STAGING, space } });
			expect(submitted()).toMatchObject({ space_name: 'space-living-room' });
		}
	});

	it('enhances a photo, and sends each chosen option as a pair of its own', async () => {
		const options = await openDropdown(
			credentialFor(stage.sandbox),
			ENHANCEMENT,
			'enhancementOptions',
		);
		const [first, second] = options;
		for (const enhancementOptions of [
			[first?.name, second?.name],
			[first?.value, second?.value],
			`${first?.name}, ${second?.name?.toUpperCase()}`,
			`={{ ["${first?.name}", "${second?.value}"] }}`,
		]) {
			stage.sandbox.reset();
			const { error } = await stage.run({
				parameters: { ...ENHANCEMENT, enhancementOptions: enhancementOptions as string[] },
			});
			expect(error).toBeUndefined();
			const [{ id } = { id: '' }] = stage.sandbox.orders[0]?.selected_widgets ?? [];
			expect(stage.sandbox.orders[0]?.selected_widgets).toEqual([
				{ id, item_id: first?.value },
				{ id, item_id: second?.value },
			]);
		}
	});

	it('enhances a photo without any option', async () => {
		const { items } = await stage.run({ parameters: ENHANCEMENT });
		expect(items[0]?.json).toMatchObject({ status: 'finished', space_name: 'space-indoor--' });
		expect(submitted()).not.toHaveProperty('selected_widgets');
	});

	it('reads the catalog once for each service and space, however many items there are', async () => {
		const items = await Promise.all(
			['Bedroom', 'Bedroom', 'Living Room', 'bedroom'].map((room) => stage.photoItem({ room })),
		);
		await stage.run({ items, parameters: { ...STAGING, space: '={{ $json.room }}' } });
		const catalog = stage.calls().filter((call) => call.startsWith('GET /v1/catalog'));
		expect(catalog.sort()).toEqual([
			'GET /v1/catalog/items/filter',
			'GET /v1/catalog/items/filter',
			'GET /v1/catalog/spaces',
		]);
	});

	it('goes on as soon as the order is submitted, where it is not to wait', async () => {
		const { items } = await stage.run({ parameters: { ...STAGING, waitForResult: false } });
		expect(items[0]).toEqual({
			json: {
				order_id: stage.sandbox.orders[0]?.order_id,
				image_id: expect.any(String),
				service_name: 'service-ai-virtual-staging',
				space_name: 'space-living-room',
				eta: 0,
				style: 'Modern',
				status: 'submitted',
			},
			pairedItem: { item: 0 },
		});
		expect(stage.calls().at(-1)).toBe('POST /v1/order');
	});

	it('leaves the picture where it is, where it is not to be downloaded', async () => {
		const { items } = await stage.run({ parameters: { ...STAGING, downloadImage: false } });
		expect(items[0]?.json.after_src).toMatch(/^http/);
		expect(items[0]).not.toHaveProperty('binary');
	});

	it('names file and field as asked, and keeps the photo beside the picture', async () => {
		const { items } = await stage.run({
			parameters: { ...STAGING, options: { fileName: 'a/b', outputBinaryField: 'staged' } },
		});
		expect(items[0]?.binary?.staged?.fileName).toBe('a-b.jpg');
		expect(items[0]?.binary?.data?.fileName).toBe('room.jpg');
	});

	it('orders for a photo that was uploaded before, by its order ID', async () => {
		const uploaded = await stage.run({ parameters: UPLOAD });
		expect(uploaded.items[0]?.json).toEqual({
			order_id: stage.sandbox.orders[0]?.order_id,
			service_name: 'service-ai-virtual-staging',
		});
		const { items } = await stage.run({
			items: uploaded.items,
			parameters: STAGING_BY_ID,
		});
		expect(items[0]?.json).toMatchObject({
			order_id: stage.sandbox.orders[0]?.order_id,
			status: 'finished',
		});
		expect(stage.sandbox.orders).toHaveLength(1);
	});

	it.each([
		['application/octet-stream', /^\/aihd-after/, 'room-virtual-staging.jpg', 'image/jpeg'],
		['image/webp', /^\/aihd-after/, 'room-virtual-staging.webp', 'image/webp'],
		['image/png; charset=binary', /^\/aihd-after/, 'room-virtual-staging.png', 'image/png'],
	])('names a picture that comes as %s by what it is', async (type, path, fileName, mimeType) => {
		stage.sandbox.misbehave({
			path,
			headers: { 'content-type': type },
			body: Buffer.from('picture'),
		});
		const { items } = await stage.run();
		expect(items[0]?.binary?.data).toMatchObject({ fileName, mimeType });
	});

	it('takes no page for a picture, and says how to fetch it later', async () => {
		stage.sandbox.misbehave({
			path: /^\/aihd-after/,
			headers: { 'content-type': 'text/html' },
			body: '<h1>Log in</h1>',
		});
		const { error } = await stage.run();
		expect(error?.message).toMatch(
			/^The finished picture at .* is not a picture but text\/html \[item 0\]$/,
		);
		expect(error?.description).toContain(stage.sandbox.orders[0]?.order_id);
	});
});
