import type { INodeProperties } from 'n8n-workflow';
import { AiHomeDesign } from '../../nodes/AiHomeDesign/AiHomeDesign.node';
import codex from '../../nodes/AiHomeDesign/AiHomeDesign.node.json';

const { description } = new AiHomeDesign();
const ORDERS = [
	'dayToDusk',
	'get',
	'imageEnhancement',
	'interiorDesign',
	'itemRemoval',
	'virtualStaging',
];

/** The fields that a workflow shows for an operation; a tool's description is shown to agents' builders only. */
const shownFor = (resource: string, operation: string) =>
	description.properties.filter(
		({ displayOptions: { show } = {} }) =>
			show?.resource?.includes(resource) &&
			show.operation?.includes(operation) &&
			show['@tool'] === undefined,
	);
const summaryOf = (resource: string, operation: string) =>
	shownFor(resource, operation).map(({ name, type, default: standard }) => [name, type, standard]);
const valuesOf = (property: INodeProperties | undefined) =>
	property?.options?.map((option) => ('value' in option ? option.value : undefined));
const named = (properties: INodeProperties[], name: string) =>
	properties.find((property) => property.name === name);

describe('what saved workflows rely on', () => {
	it('the type and its version', () => {
		expect(description).toMatchObject({ name: 'aiHomeDesign', version: 1 });
	});

	it('the resources, with order as default', () => {
		const resource = named(description.properties, 'resource');
		expect(resource?.default).toBe('order');
		expect(valuesOf(resource)).toEqual(['order', 'image', 'mask', 'catalog']);
	});

	it.each([
		['order', 'virtualStaging', ORDERS],
		['image', 'upload', ['upload', 'upscale']],
		['mask', 'start', ['apply', 'finalize', 'getLatest', 'start']],
		['catalog', 'getSpaces', ['getSpaces', 'getWidgets']],
	])('the operations of %s, with %s as default', (resource, standard, operations) => {
		const operation = description.properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(resource),
		);
		expect(operation?.default).toBe(standard);
		expect(valuesOf(operation)).toEqual(operations);
	});

	const IMAGE = [
		['imageSource', 'options', 'binary'],
		['binaryPropertyName', 'string', 'data'],
		['imageUrl', 'string', ''],
	];
	const ORDER_ID = ['orderId', 'string', ''];
	const SPACE = ['space', 'options', ''];
	const STYLE = ['style', 'options', ''];
	const SERVICE = ['service', 'options', 'service-ai-virtual-staging'];
	const DOWNLOAD = ['downloadImage', 'boolean', true];
	const OPTIONS = ['options', 'collection', {}];

	it.each([
		['virtualStaging', [SPACE, STYLE]],
		['imageEnhancement', [SPACE, ['enhancementOptions', 'multiOptions', []]]],
		['interiorDesign', [SPACE, STYLE, ['color', 'options', '']]],
		[
			'dayToDusk',
			[
				['skyStyle', 'options', ''],
				['removeShadow', 'boolean', false],
			],
		],
		['itemRemoval', []],
	])('the parameters of %s, their types and defaults', (operation, own) => {
		expect(summaryOf('order', operation)).toEqual([
			...IMAGE,
			ORDER_ID,
			...own,
			['waitForResult', 'boolean', true],
			DOWNLOAD,
			OPTIONS,
		]);
	});

	it.each([
		['order', 'get', [ORDER_ID, DOWNLOAD, ['simplify', 'boolean', true], OPTIONS]],
		['image', 'upload', [SERVICE, ...IMAGE]],
		['image', 'upscale', [['generatedImageId', 'string', '']]],
		['mask', 'start', [...IMAGE, ORDER_ID, OPTIONS]],
		['mask', 'getLatest', [ORDER_ID, OPTIONS]],
		['mask', 'apply', [ORDER_ID, ['binaryPropertyName', 'string', 'data']]],
		['mask', 'finalize', [ORDER_ID, ['imageId', 'string', '']]],
		['catalog', 'getSpaces', [SERVICE, ['activeOnly', 'boolean', true]]],
		['catalog', 'getWidgets', [SERVICE, SPACE]],
	])('the parameters of %s, %s, their types and defaults', (resource, operation, fields) => {
		expect(summaryOf(resource, operation)).toEqual(fields);
	});

	it('the services that a photo can be uploaded for, by the names of the API', () => {
		const [service] = shownFor('image', 'upload');
		expect(valuesOf(service)).toEqual([
			'service-day-to-dusk',
			'service-image-enhancement',
			'service-creative-designer',
			'service-item-removal',
			'service-item-removal-mask',
			'service-ai-virtual-staging',
		]);
	});

	it('the options of an order', () => {
		const { options } = named(shownFor('order', 'virtualStaging'), 'options') ?? {};
		expect(options).toMatchObject([
			{
				name: 'additionalWidgets',
				options: [{ name: 'widget', values: [{ name: 'id' }, { name: 'itemId' }] }],
			},
			{ name: 'fileName', default: '' },
			{
				name: 'ifAlreadySubmitted',
				default: 'useResult',
				options: [{ value: 'submitAgain' }, { value: 'useResult' }],
			},
			{ name: 'maxOrders', default: 0 },
			{ name: 'onRateLimit', default: 'wait', options: [{ value: 'fail' }, { value: 'wait' }] },
			{ name: 'outputBinaryField', default: 'data' },
			{ name: 'pollInterval', default: 5, typeOptions: { minValue: 5 } },
			{ name: 'rateLimitWait', default: 30 },
			{ name: 'timeout', default: 300 },
		]);
	});

	it('item removal takes no further widgets, as its order takes none', () => {
		const { options } = named(shownFor('order', 'itemRemoval'), 'options') ?? {};
		expect(options?.map(({ name }) => name)).not.toContain('additionalWidgets');
	});
});

describe('how the node presents itself', () => {
	it('every operation has an action and a description', () => {
		const operations = description.properties.filter(({ name }) => name === 'operation');
		for (const option of operations.flatMap(({ options }) => options ?? [])) {
			expect(option).toMatchObject({
				action: expect.stringMatching(/^[A-Z]/),
				description: expect.stringMatching(/\w/),
			});
		}
	});

	it('no operation uses preSend, where nothing could be put into words or kept', () => {
		expect(JSON.stringify(description)).not.toContain('preSend');
		const routings = description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options }) => options ?? [])
			.map((option) => ('routing' in option ? option.routing : undefined));
		for (const routing of routings) {
			expect(routing?.send).toEqual({ paginate: true });
			expect(routing?.operations?.pagination).toEqual(expect.any(Function));
		}
	});

	it('an agent is told of every operation what it does and what comes back', () => {
		const told = description.properties.filter(({ name }) => name === 'toolDescription');
		const operations = description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap((property) => valuesOf(property) ?? []);
		const toldOf = told.flatMap(({ displayOptions }) => displayOptions?.show?.operation ?? []);
		expect(toldOf.sort()).toEqual(operations.sort());
		for (const { default: text, displayOptions } of told) {
			expect(displayOptions?.show).toMatchObject({ '@tool': [true] });
			expect(String(text)).toMatch(/\.$/);
		}
	});

	it('an agent is told which operations cost money, and that a repeated call costs nothing more', () => {
		const told = description.properties.filter(({ name }) => name === 'toolDescription');
		const paying = told.filter(({ default: text }) => String(text).includes('costs money'));
		expect(paying.flatMap(({ displayOptions }) => displayOptions?.show?.operation ?? [])).toEqual([
			...ORDERS.filter((operation) => operation !== 'get'),
			'start',
		]);
		for (const { default: text } of paying) {
			expect(text).toContain('the same call repeated in one execution gives the same order');
		}
	});

	it('it is a tool for agents, and is found by what people look for', () => {
		expect(description.usableAsTool).toBe(true);
		// n8n's node picker hides a node of category AI that is no agent; the tool it makes of this one is found without.
		expect(codex.categories).not.toContain('AI');
		for (const words of ['virtual staging', 'real estate', 'photo enhancement']) {
			expect(codex.alias).toContain(words);
		}
	});

	it('it has no execute: n8n runs its routing', () => {
		expect(new AiHomeDesign()).not.toHaveProperty('execute');
		expect(new AiHomeDesign()).not.toHaveProperty('customOperations');
	});
});
