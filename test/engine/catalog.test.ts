import type { INodeParameters } from 'n8n-workflow';
import { openDropdown } from './harness/dropdown';
import { useFastClock } from './harness/fastClock';
import { credentialFor } from './harness/run';
import { errorOf, useStage } from './harness/setup';

const stage = useStage();

beforeEach(() => void useFastClock());

const SPACES: INodeParameters = { resource: 'catalog', operation: 'getSpaces' };
const WIDGETS: INodeParameters = { resource: 'catalog', operation: 'getWidgets' };
const ONE = [{ json: {} }];

describe('catalog: getSpaces', () => {
	it('gives one item for each space, as the vendor tells it, linked to the input item', async () => {
		const { items } = await stage.run({ items: ONE, parameters: SPACES });
		expect(items.length).toBeGreaterThan(1);
		expect(items).toContainEqual({
			json: expect.objectContaining({ name: 'space-living-room', title: 'Living Room' }),
			pairedItem: { item: 0 },
		});
		expect(stage.sandbox.calls.map(({ query }) => query)).toEqual([
			{ service_name: 'service-ai-virtual-staging', active: 'true' },
		]);
	});

	it('gives the inactive ones as well, where asked for', async () => {
		const active = await stage.run({ items: ONE, parameters: SPACES });
		const all = await stage.run({ items: ONE, parameters: { ...SPACES, activeOnly: false } });
		const isInactive = ({ json }: { json: object }) => 'is_active' in json && !json.is_active;
		expect(active.items.filter(isInactive)).toEqual([]);
		expect(all.items.filter(isInactive)).not.toEqual([]);
		expect(stage.sandbox.calls.at(-1)?.query).not.toHaveProperty('active');
	});

	it('takes the service of each item, by its title too', async () => {
		const { items } = await stage.run({
			items: [{ json: { s: 'Image Enhancement' } }, { json: { s: 'service-creative-designer' } }],
			parameters: { ...SPACES, service: '={{ $json.s }}' },
		});
		const titlesOf = (item: number) =>
			items
				.filter(({ pairedItem }) => Object(pairedItem).item === item)
				.map(({ json }) => json.title);
		expect(titlesOf(0)).toEqual(['Indoor', 'Outdoor']);
		expect(titlesOf(1)).toContain('Bedroom');
	});

	it('gives no item for a service that has no spaces', async () => {
		const { items, error } = await stage.run({
			items: ONE,
			parameters: { ...SPACES, service: 'service-item-removal' },
		});
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it("tells the vendor's words for a service that does not exist", async () => {
		const { items } = await stage.run({
			items: ONE,
			parameters: { ...SPACES, service: '={{ "service-ceiling-change" }}' },
			settings: { onError: 'continueRegularOutput' },
		});
		expect(errorOf(items[0])).toMatch(/^service not found \(HTTP 400\) \[item 0\]\. /);
	});

	it('asks nothing for an empty service', async () => {
		const { error } = await stage.run({
			items: ONE,
			parameters: { ...SPACES, service: '={{ "" }}' },
		});
		expect(error?.message).toBe("'Service' is empty [item 0]");
		expect(stage.sandbox.calls).toEqual([]);
	});
});

describe('catalog: getWidgets', () => {
	it('gives one item for each widget of the space, with its items', async () => {
		const { items } = await stage.run({
			items: ONE,
			parameters: { ...WIDGETS, service: 'service-creative-designer', space: 'bedroom' },
		});
		expect(items.map(({ json }) => json.title)).toEqual(['style', 'color']);
		expect(items[0]?.json.items).toContainEqual(expect.objectContaining({ title: 'Modern' }));
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(stage.sandbox.calls.at(-1)?.query).toEqual({
			service_name: 'service-creative-designer',
			space_name: 'space-bedroom',
		});
	});

	it('needs no space for a service that has none', async () => {
		const { items } = await stage.run({
			items: ONE,
			parameters: { ...WIDGETS, service: 'Day to Dusk' },
		});
		expect(items.map(({ json }) => json.title)).toEqual(['sky style']);
		expect(stage.calls()).toEqual(['GET /v1/catalog/items/filter']);
	});

	it('names the right spaces where a wrong one is given', async () => {
		const { error } = await stage.run({ items: ONE, parameters: { ...WIDGETS, space: 'Garage' } });
		expect(error?.message).toBe("'Garage' is not a space of this service [item 0]");
		expect(error?.description).toContain('Living Room');
	});

	it('says that a service has no spaces, where one is given', async () => {
		const { error } = await stage.run({
			items: ONE,
			parameters: { ...WIDGETS, service: 'service-day-to-dusk', space: 'Bedroom' },
		});
		expect(error?.message).toBe('This service has no spaces [item 0]');
		expect(error?.description).toContain('Leave the field empty.');
	});

	it('its list of spaces follows the service, and begins with none', async () => {
		const credential = credentialFor(stage.sandbox);
		const parameters = { ...WIDGETS, service: 'service-image-enhancement' };
		const none = { name: 'No Space', value: '' };
		expect(await openDropdown(credential, parameters, 'space')).toEqual([
			none,
			{ name: 'Indoor', value: 'space-indoor--' },
			{ name: 'Outdoor', value: 'space-outdoor--' },
		]);
		const spaceless = { ...WIDGETS, service: 'service-day-to-dusk' };
		expect(await openDropdown(credential, spaceless, 'space')).toEqual([none]);
	});
});

it.each([SPACES, WIDGETS])(
	"a root `error` of the vendor's makes no failed item of %j",
	async (parameters) => {
		stage.sandbox.misbehave({
			path: /^\/v1\/catalog/,
			body: { data: [{ id: 'x', name: 'x', title: 'X', error: '' }] },
		});
		const { items } = await stage.run({ items: ONE, parameters });
		expect(items.map(({ json }) => json)).toEqual([
			{ id: 'x', name: 'x', title: 'X', vendor_error: '' },
		]);
	},
);

it.each([SPACES, WIDGETS])('what may pass is asked again (%j)', async (parameters) => {
	stage.sandbox.misbehave({ path: /^\/v1\/catalog/, times: 2, status: 503 });
	const { items, error } = await stage.run({ items: ONE, parameters: { ...parameters } });
	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
});
