/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { setTimeout } from 'node:timers/promises';
import { clock } from '../../nodes/shared/clock';
import { openDropdown, openMethodDropdown } from './harness/dropdown';
import { credentialFor } from './harness/run';
import { useFastClock } from './harness/fastClock';
import { ENHANCEMENT, useStage, STAGING } from './harness/setup';

const stage = useStage();

beforeEach(() => void useFastClock());

const open = async (name: string, parameters = STAGING) =>
	await openDropdown(credentialFor(stage.sandbox), parameters, name);
const namesOf = async (name: string, parameters = STAGING) =>
	(await open(name, parameters)).map((entry) => entry.name);

describe('the lists follow the catalog', () => {
	it('space offers the spaces of the service, by title, with the name that an order takes', async () => {
		const spaces = await open('space');
		expect(spaces).toContainEqual({ name: 'Living Room', value: 'space-living-room' });
		expect(spaces.map(({ name }) => name)).toEqual(spaces.map(({ name }) => name).sort());
		expect(await namesOf('space', ENHANCEMENT)).toEqual(['Indoor', 'Outdoor']);
	});

	it('style offers the styles of the chosen space', async () => {
		const kitchen = await namesOf('style', { ...STAGING, space: 'space-kitchen--' });
		expect(await namesOf('style')).toContain('Hampton');
		expect(kitchen).toContain('Modern');
		expect(kitchen).not.toContain('Hampton');
	});

	it('style asks for the spaces and, not waiting for them, for the choices of the one that is given', async () => {
		const asked = ['GET /v1/catalog/items/filter', 'GET /v1/catalog/spaces'];
		const parameters = { ...STAGING, space: 'space-living-room' };
		await open('style', parameters);
		expect(stage.calls().sort()).toEqual(asked);
		stage.sandbox.misbehave({ path: '/v1/catalog/spaces', status: 404, body: { error: 'no' } });
		await expect(open('style', parameters)).rejects.toThrow('no (HTTP 404)');
		while (stage.calls().length < 4) await setTimeout(10);
		expect(stage.calls().sort()).toEqual([...asked, ...asked].sort());
	});

	it('style follows a space that is given by name, whatever the catalog says to that name', async () => {
		const byId = await open('style', { ...STAGING, space: 'space-living-room' });
		const items = [{ id: 'i', title: 'Of another space' }];
		const body = { data: [{ id: 'w', title: 'Style', items }] };
		stage.sandbox.misbehave({ path: '/v1/catalog/items/filter', body });
		expect(await open('style', { ...STAGING, space: 'living room' })).toEqual(byId);
		stage.sandbox.misbehave({ path: '/v1/catalog/items/filter', status: 404 });
		expect(await open('style', { ...STAGING, space: 'living room' })).toEqual(byId);
	});

	it('does not wait for what the catalog says to a name that is no space', async () => {
		const path = '/v1/catalog/items/filter';
		stage.sandbox.misbehave({ path, status: 429, headers: { 'retry-after': '30' } });
		let goOn = () => {};
		const held = new Promise<void>((resolve) => (goOn = resolve));
		const pause = jest.spyOn(clock, 'pause').mockImplementation(async () => await held);
		expect(await namesOf('style', { ...STAGING, space: 'living room' })).toContain('Modern');
		while (pause.mock.calls.length === 0) await setTimeout(10);
		expect(stage.calls()).toHaveLength(3);
		goOn();
		while (stage.calls().length < 4) await setTimeout(10);
	});

	it('enhancement options follow indoor and outdoor', async () => {
		const indoor = await namesOf('enhancementOptions', ENHANCEMENT);
		const outdoor = await namesOf('enhancementOptions', { ...ENHANCEMENT, space: 'Outdoor' });
		expect(indoor.length).toBeGreaterThan(0);
		expect(outdoor).not.toEqual(indoor);
	});

	it('before the space is chosen, a list that needs it says so and nothing is wrong', async () => {
		const first = [{ name: 'Choose a Space First', value: '' }];
		expect(await open('style', { ...STAGING, space: '' })).toEqual(first);
		expect(await open('enhancementOptions', { operation: 'imageEnhancement', space: '' })).toEqual(
			first,
		);
		expect(stage.calls()).toEqual([]);
	});

	it('a choice that may stay empty offers that first', async () => {
		const design = { operation: 'interiorDesign', space: 'Living Room' };
		const [first, second] = await open('color', design);
		expect(first).toEqual({ name: 'AI HomeDesign Chooses', value: '' });
		expect(second?.value).not.toBe('');
		expect((await open('style', design)).map(({ value }) => value)).not.toContain('');
	});

	it('interior design offers styles and colors of the chosen space', async () => {
		const design = { operation: 'interiorDesign', space: 'Bedroom' };
		expect(await namesOf('style', design)).toContain('Modern');
		expect(await namesOf('color', design)).toContain('Deep Blues');
	});

	it('sky style offers the skies of day to dusk, which has no space', async () => {
		expect(await namesOf('skyStyle', { operation: 'dayToDusk' })).toEqual([
			'Dusk With Cloud',
			'Dusk Without Cloud',
			'Twilight Sky With Cloud',
			'Twilight Sky Without Cloud',
		]);
		expect(stage.calls()).toEqual(['GET /v1/catalog/items/filter']);
	});

	it('additional widgets of a service without spaces are those of the service', async () => {
		const widgets = await openMethodDropdown(
			credentialFor(stage.sandbox),
			{ operation: 'dayToDusk' },
			'getWidgets',
			'parameters.options.additionalWidgets.widget[0].id',
		);
		expect(widgets.map(({ name }) => name)).toEqual(['sky style']);
	});

	it('additional widgets offer the widgets of the space, and then their items', async () => {
		const path = 'parameters.options.additionalWidgets.widget[0].';
		const credential = credentialFor(stage.sandbox);
		const widgets = await openMethodDropdown(credential, STAGING, 'getWidgets', `${path}id`);
		const style = widgets.find(({ name }) => name.toLowerCase() === 'style');
		const items = await openMethodDropdown(
			credential,
			{ ...STAGING, options: { additionalWidgets: { widget: [{ id: style?.value }] } } },
			'getWidgetItems',
			`${path}itemId`,
		);
		expect(items).toEqual(await open('style'));
	});

	it('an additional widget is sent with the order', async () => {
		const [option] = await open('enhancementOptions', ENHANCEMENT);
		await stage.run({
			parameters: {
				...ENHANCEMENT,
				options: {
					additionalWidgets: { widget: [{ id: 'enhancement options', itemId: option?.name }] },
				},
			},
		});
		expect(stage.sandbox.orders[0]?.selected_widgets).toEqual([
			{ id: expect.any(String), item_id: option?.value },
		]);
	});

	it.each([
		[{ id: 'Curtains', itemId: 'Red' }, "'Curtains' is not a widget for Living Room"],
		[{ id: 'style', itemId: 'Red' }, "'Red' is not a style for Living Room"],
		[{ id: 'style', itemId: '' }, "A row of 'Additional Widgets' is not filled in"],
		[
			{ id: 'style', itemId: 'Farmhouse' },
			"'Style Name or ID' chooses Modern, and 'Additional Widgets' chooses Farmhouse",
		],
	])('refuses the additional widget %j', async (widget, message) => {
		const { error } = await stage.run({
			parameters: { ...STAGING, options: { additionalWidgets: { widget: [widget] } } },
		});
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(stage.sandbox.orders).toEqual([]);
	});

	it('a required widget that nobody filled is named by its title', async () => {
		const widget = {
			id: 'w9',
			title: 'Lighting',
			is_optional: false,
			items: [{ id: 'i9', title: 'Warm' }],
		};
		const style = {
			id: 'w1',
			title: 'Style',
			is_optional: false,
			items: [{ id: 1, title: 'Modern' }],
		};
		stage.sandbox.misbehave({
			path: '/v1/catalog/items/filter',
			body: { data: [style, widget], something_new: true },
		});
		const { error } = await stage.run();
		expect(error?.message).toBe(
			"'Lighting' is required for Living Room, and nothing is chosen for it [item 0]",
		);
		expect(error?.description).toContain('Choose one of: Warm.');
	});
});

describe('a list that cannot be filled says why', () => {
	it.each([
		['the key is refused', { status: 401, body: { error: 'invalid api key' } }, "Check 'API Key'"],
		['the plan lacks it', { status: 403, body: { error: 'no plan' } }, 'plan does not include'],
		['the API is in trouble', { status: 500, body: '<h1>Oops</h1>' }, 'Oops (HTTP 500)'],
		[
			'the answer is no catalog',
			{ status: 200, body: '<h1>Hello</h1>' },
			'without a list of spaces',
		],
		['nothing is offered', { status: 200, body: { data: [] } }, 'offers no space'],
		['the connection is cut', { cut: 'before' as const }, 'the connection was cut'],
	])('because %s', async (_name, fault, sentence) => {
		stage.sandbox.misbehave({ path: '/v1/catalog/spaces', times: Infinity, ...fault });
		await expect(open('space')).rejects.toThrow(sentence);
		await expect(open('style')).rejects.toThrow(sentence);
	});

	it('because nothing is offered for this space', async () => {
		stage.sandbox.offerNothing('service-ai-virtual-staging', 'space-bedroom');
		await expect(open('style', { ...STAGING, space: 'Bedroom' })).rejects.toThrow(
			"AI HomeDesign offers no 'style' for Bedroom. Choose another space.",
		);
	});

	it('because nothing is offered for a service without spaces', async () => {
		stage.sandbox.offerNothing('service-day-to-dusk');
		const sentence =
			'for this service. Ask AI HomeDesign whether the service is switched on for the account';
		await expect(open('skyStyle', { operation: 'dayToDusk' })).rejects.toThrow(
			`AI HomeDesign offers no 'sky style' ${sentence}`,
		);
		await expect(
			openMethodDropdown(
				credentialFor(stage.sandbox),
				{ operation: 'dayToDusk' },
				'getWidgets',
				'parameters.options.additionalWidgets.widget[0].id',
			),
		).rejects.toThrow(`AI HomeDesign offers no widget ${sentence}`);
	});

	it('under a name that the editor shows: of a NodeApiError it says "[object Object]"', async () => {
		stage.sandbox.offerNothing('service-ai-virtual-staging');
		await expect(open('space')).rejects.toHaveProperty('name', 'NodeOperationError');
	});

	it('without the key, where the vendor quotes it', async () => {
		const { apiKey } = stage.sandbox;
		const fault = { status: 401, body: { error: `key ${apiKey} has expired` } };
		stage.sandbox.misbehave({ path: /^\/v1\/catalog/, times: Infinity, ...fault });
		const open401 = open('space').catch((error: Error) => error.message);
		expect(await open401).toMatch(/^key \*\*\* has expired \(HTTP 401\)\. Check 'API Key'/);
	});

	it('because the catalog takes no more calls for now, without a word about orders', async () => {
		stage.sandbox.misbehave({ path: /^\/v1\/catalog/, times: Infinity, status: 429 });
		await expect(open('space')).rejects.toThrow(/\(HTTP 429\)\. .* Wait some minutes\.$/);
	});

	it('because the choices of the space cannot be read, though its name can', async () => {
		stage.sandbox.misbehave({
			path: '/v1/catalog/items/filter',
			status: 403,
			body: { error: 'no' },
		});
		await expect(open('style', { ...STAGING, space: 'space-living-room' })).rejects.toThrow(
			'no (HTTP 403)',
		);
	});

	it('because the row has no widget yet', async () => {
		await expect(
			openMethodDropdown(
				credentialFor(stage.sandbox),
				STAGING,
				'getWidgetItems',
				'parameters.options.additionalWidgets.widget[0].itemId',
			),
		).rejects.toThrow('No widget is chosen yet');
	});

	it.each([
		['getWidgets' as const, { data: [] }, 'AI HomeDesign offers no widget for Living Room'],
		[
			'getWidgetItems' as const,
			{ data: [{ id: 'w', title: 'Style', items: [] }] },
			"AI HomeDesign offers nothing for widget 'Style' for Living Room",
		],
	])('because the catalog offers nothing (%s)', async (method, body, sentence) => {
		stage.sandbox.misbehave({ path: '/v1/catalog/items/filter', body, times: Infinity });
		const options = { additionalWidgets: { widget: [{ id: 'style' }] } };
		await expect(
			openMethodDropdown(
				credentialFor(stage.sandbox),
				{ ...STAGING, options },
				method,
				'parameters.options.additionalWidgets.widget[0].itemId',
			),
		).rejects.toThrow(sentence);
	});

	it('because the proxy is none', async () => {
		await expect(
			openMethodDropdown(
				credentialFor(stage.sandbox),
				{ ...STAGING, requestOptions: { proxy: 'nowhere' } },
				'getWidgets',
				'parameters.options.additionalWidgets.widget[0].id',
			),
		).rejects.toThrow("'nowhere' is not a proxy");
	});
});
