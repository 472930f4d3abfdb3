import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { useStage } from './harness/setup';

const stage = useStage();

const PAIR = { id: expect.any(String), item_id: expect.any(String) };

/** A right order of each service, what it sends beside the order's ID, and what the output says of it. */
const ORDERS: Array<{
	title: string;
	service: string;
	parameters: INodeParameters;
	body: IDataObject;
	output: IDataObject;
}> = [
	{
		title: 'Virtual Staging',
		service: 'service-ai-virtual-staging',
		parameters: { operation: 'virtualStaging', space: 'Living Room', style: 'modern' },
		body: { space_name: 'space-living-room', selected_widgets: [PAIR] },
		output: { space_name: 'space-living-room', style: 'Modern' },
	},
	{
		title: 'Image Enhancement',
		service: 'service-image-enhancement',
		parameters: {
			operation: 'imageEnhancement',
			space: 'Outdoor',
			enhancementOptions: 'sky replacement, Vivid Colors',
		},
		body: { space_name: 'space-outdoor--', selected_widgets: [PAIR, PAIR] },
		output: { space_name: 'space-outdoor--' },
	},
	{
		title: 'Interior Design',
		service: 'service-creative-designer',
		parameters: {
			operation: 'interiorDesign',
			space: 'bedroom',
			style: 'Farmhouse',
			color: 'deep blues',
		},
		body: { space_name: 'space-bedroom', selected_widgets: [PAIR, PAIR] },
		output: { space_name: 'space-bedroom', style: 'Farmhouse', color: 'Deep Blues' },
	},
	{
		title: 'Day to Dusk',
		service: 'service-day-to-dusk',
		parameters: {
			operation: 'dayToDusk',
			skyStyle: 'twilight sky without cloud',
			removeShadow: true,
		},
		body: { selected_widgets: [PAIR], remove_shadow: true },
		output: { sky_style: 'Twilight Sky Without Cloud', shadow_removal: true },
	},
	{
		title: 'Item Removal',
		service: 'service-item-removal',
		parameters: { operation: 'itemRemoval' },
		body: {},
		output: {},
	},
];

/** The body of the only submit. */
function submitted(): unknown {
	const submits = stage.sandbox.calls.filter(
		({ method, path }) => method === 'POST' && path === '/v1/order',
	);
	expect(submits).toHaveLength(1);
	return submits[0]?.body;
}

describe('each service, from the photo to the finished picture', () => {
	it.each(ORDERS)('$title ($service)', async ({ service, parameters, body, output }) => {
		const { items, error } = await stage.run({ parameters });
		const [order] = stage.sandbox.orders;
		const upload = stage.sandbox.calls.find(({ path }) => path === '/v1/order/image');
		expect(error).toBeUndefined();
		expect(upload?.form?.fields).toEqual({ service_name: service });
		expect(submitted()).toEqual({ order_id: order?.order_id, ...body });
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({
			json: {
				order_id: order?.order_id,
				image_id: order?.generated_images[0]?.id,
				service_name: service,
				status: 'finished',
				after_src: order?.generated_images[0]?.src,
				...output,
			},
			binary: { data: { mimeType: 'image/jpeg' } },
			pairedItem: { item: 0 },
		});
	});

	it.each(ORDERS)('$title without waiting, for a photo that is uploaded', async (row) => {
		const uploaded = await stage.run({
			parameters: { resource: 'image', operation: 'upload', service: row.service },
		});
		const { items } = await stage.run({
			items: uploaded.items,
			parameters: {
				...row.parameters,
				imageSource: 'orderId',
				orderId: '={{ $json.order_id }}',
				waitForResult: false,
			},
		});
		expect(items[0]?.json).toEqual({
			order_id: uploaded.items[0]?.json.order_id,
			image_id: expect.any(String),
			service_name: row.service,
			eta: 0,
			status: 'submitted',
			...row.output,
		});
		expect(stage.sandbox.orders).toHaveLength(1);
	});
});

describe('what a service asks for', () => {
	it('item removal asks the catalog nothing', async () => {
		await stage.run({ parameters: { operation: 'itemRemoval' } });
		expect(stage.calls().filter((call) => call.includes('catalog'))).toEqual([]);
	});

	it('day to dusk has no space, so that none is asked for or sent', async () => {
		await stage.run({ parameters: { operation: 'dayToDusk', skyStyle: 'Dusk With Cloud' } });
		const catalog = stage.sandbox.calls.filter(({ path }) => path.includes('catalog'));
		expect(catalog.map(({ path, query }) => [path, query])).toEqual([
			['/v1/catalog/items/filter', { service_name: 'service-day-to-dusk' }],
		]);
		expect(submitted()).toMatchObject({ remove_shadow: false });
	});

	it.each([
		['interiorDesign', { space: 'Bedroom', style: '={{ "" }}' }, "'Style Name or ID' is empty"],
		[
			'interiorDesign',
			{ space: 'Bedroom', style: 'Modern', color: 'Beige' },
			"'Beige' is not a color for Bedroom",
		],
		['dayToDusk', { skyStyle: '={{ "" }}' }, "'Sky Style Name or ID' is empty"],
		['dayToDusk', { skyStyle: 'Dawn' }, "'Dawn' is not a sky style"],
		[
			'dayToDusk',
			{ skyStyle: 'Dusk With Cloud', removeShadow: '={{ "maybe" }}' },
			"'Remove Shadow' is neither true nor false",
		],
	])('%s with %j is refused before anything is uploaded', async (operation, choices, message) => {
		const { error } = await stage.run({ parameters: { operation, ...choices } });
		expect(error?.message).toContain(message);
		expect(stage.sandbox.orders).toEqual([]);
	});

	it.each(['false', 'False', false])(
		'a switch that is given as %j is off',
		async (removeShadow) => {
			await stage.run({
				parameters: {
					operation: 'dayToDusk',
					skyStyle: 'Dusk With Cloud',
					removeShadow: `={{ ${JSON.stringify(removeShadow)} }}`,
				},
			});
			expect(submitted()).toMatchObject({ remove_shadow: false });
		},
	);

	it('what the catalog calls optional is still asked for, where the order makes no sense without', async () => {
		const widget = {
			id: 'w1',
			title: 'Sky Style',
			is_optional: true,
			items: [{ id: 'i1', title: 'Dusk' }],
		};
		stage.sandbox.misbehave({ path: '/v1/catalog/items/filter', body: { data: [widget] } });
		const { error } = await stage.run({
			parameters: { operation: 'dayToDusk', skyStyle: '={{ "" }}' },
		});
		expect(error?.message).toContain("'Sky Style Name or ID' is empty");
		expect(error?.description).toContain('Choose one of: Dusk.');
	});
});
