import { useFastClock } from './harness/fastClock';
import { setStage, useStage, STAGING } from './harness/setup';

const stage = useStage();

beforeEach(() => void useFastClock());

const GET = { operation: 'get', orderId: '={{ $json.order_id }}' };

async function orderWithoutWaiting() {
	const { items } = await stage.run({ parameters: { ...STAGING, waitForResult: false } });
	stage.sandbox.calls.length = 0;
	return items;
}

describe('order: get', () => {
	it('brings the finished order and its picture', async () => {
		const items = await orderWithoutWaiting();
		const got = await stage.run({ items, parameters: GET });
		expect(got.items[0]).toMatchObject({
			json: {
				order_id: items[0]?.json.order_id,
				image_id: items[0]?.json.image_id,
				service_name: 'service-ai-virtual-staging',
				space_name: 'space-living-room',
				status: 'finished',
				after_src: expect.stringMatching(/^http/),
			},
			binary: {
				data: {
					fileName: `${String(items[0]?.json.order_id)}-virtual-staging.jpg`,
					mimeType: 'image/jpeg',
				},
			},
			pairedItem: { item: 0 },
		});
		expect(stage.calls()).toHaveLength(2);
		expect(stage.sandbox.calls.at(-1)?.headers).not.toHaveProperty('x-api-key');
	});

	it('says "submitted", without a picture, while the order is being made', async () => {
		const slow = await setStage({ etaSeconds: 60 });
		const { items } = await slow.run({ parameters: { ...STAGING, waitForResult: false } });
		const got = await slow.run({ items, parameters: GET });
		expect(got.items).toEqual([
			{
				json: {
					order_id: items[0]?.json.order_id,
					image_id: items[0]?.json.image_id,
					service_name: 'service-ai-virtual-staging',
					space_name: 'space-living-room',
					before_src: expect.any(String),
					status: 'submitted',
				},
				pairedItem: { item: 0 },
			},
		]);
		await slow.close();
	});

	it('fails with the ID of an order that came to nothing', async () => {
		stage.sandbox.failNextGeneration();
		const items = await orderWithoutWaiting();
		const { error } = await stage.run({ items, parameters: GET });
		expect(error?.message).toContain('its status is regular_failed');
		expect(error?.description).toContain(items[0]?.json.order_id);
	});

	it("fails with the vendor's words for an order that is not there", async () => {
		const { error } = await stage.run({ parameters: { ...GET, orderId: 'no such/order?x=1 ' } });
		expect(error?.message).toBe('order not found (HTTP 404) [item 0]');
		expect(stage.sandbox.calls[0]?.query).toEqual({});
		expect(stage.sandbox.calls).toHaveLength(1);
	});

	it.each(['..', '.', ''])('asks nothing for the ID "%s"', async (orderId) => {
		const { error } = await stage.run({ parameters: { ...GET, orderId: `={{ "${orderId}" }}` } });
		expect(error?.message).toMatch(/is not an ID|'Order ID' is empty/);
		expect(stage.calls()).toEqual([]);
	});

	it("gives the vendor's answer untouched where it is not to be simplified", async () => {
		const items = await orderWithoutWaiting();
		const got = await stage.run({ items, parameters: { ...GET, simplify: false } });
		const [order] = stage.sandbox.orders;
		expect(got.items[0]?.json).toMatchObject({
			id: order?.order_id,
			before_image_id: order?.before_image_id,
			generated_images: [{ status: 'regular_finished' }],
			service: { generate_tool_name: expect.any(String) },
		});
		expect(got.items[0]?.binary?.data).toBeDefined();
	});

	it.each(['', null, 'x'])(
		'renames a root "error" (%j), which n8n would take for a failure',
		async (error) => {
			stage.sandbox.misbehave({
				path: '/v1/order/1',
				body: { id: '1', status: 'idle', generated_images: null, error },
				times: Infinity,
			});
			const got = await stage.run({
				parameters: { ...GET, orderId: '1', simplify: false },
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
			});
			expect(got.items[0]?.json).toEqual({
				id: '1',
				status: 'idle',
				generated_images: null,
				vendor_error: error,
			});
			expect(stage.calls()).toHaveLength(1);
		},
	);

	it('leaves the picture where it is, where it is not to be downloaded', async () => {
		const items = await orderWithoutWaiting();
		const got = await stage.run({ items, parameters: { ...GET, downloadImage: false } });
		expect(got.items[0]).not.toHaveProperty('binary');
		expect(stage.calls()).toHaveLength(1);
	});

	it.each(['file:///etc/passwd', 'javascript:alert(1)', 'nowhere'])(
		'downloads nothing from %s',
		async (src) => {
			stage.sandbox.misbehave({
				path: '/v1/order/1',
				body: { id: '1', status: 'idle', generated_images: [{ id: '2', src }] },
			});
			const { error } = await stage.run({ parameters: { ...GET, orderId: '1' } });
			expect(error?.message).toContain('gave no usable address for the picture');
		},
	);
});
