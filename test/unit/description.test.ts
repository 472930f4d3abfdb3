import type { INodeProperties } from 'n8n-workflow';
import { AiHomeDesign } from '../../nodes/AiHomeDesign/AiHomeDesign.node';
import codex from '../../nodes/AiHomeDesign/AiHomeDesign.node.json';

const { description } = new AiHomeDesign();
const shownFor = (resource: string, operation: string) =>
	description.properties.filter(
		({ displayOptions: { show } = {} }) =>
			show?.resource?.includes(resource) && show.operation?.includes(operation),
	);
const named = (properties: INodeProperties[], name: string) =>
	properties.find((property) => property.name === name);

describe('what saved workflows rely on', () => {
	it('the type and its version', () => {
		expect(description).toMatchObject({ name: 'aiHomeDesign', version: 1 });
	});

	it('the resources, with order as default', () => {
		const resource = named(description.properties, 'resource');
		expect(resource?.default).toBe('order');
		expect(resource?.options).toMatchObject([{ value: 'image' }, { value: 'order' }]);
	});

	it('the operations of order, with virtualStaging as default', () => {
		const operation = description.properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes('order'),
		);
		expect(operation?.default).toBe('virtualStaging');
		expect(operation?.options).toMatchObject([
			{ value: 'get' },
			{ value: 'imageEnhancement' },
			{ value: 'virtualStaging' },
		]);
	});

	it.each([
		['virtualStaging', ['space', 'style']],
		['imageEnhancement', ['space', 'enhancementOptions']],
	])('the parameters of %s, their types and defaults', (operation, own) => {
		const fields = shownFor('order', operation);
		const summary = fields.map(({ name, type, default: standard }) => [name, type, standard]);
		expect(summary).toEqual([
			['imageSource', 'options', 'binary'],
			['binaryPropertyName', 'string', 'data'],
			['imageUrl', 'string', ''],
			['orderId', 'string', ''],
			...own.map((name) =>
				name === 'enhancementOptions' ? [name, 'multiOptions', []] : [name, 'options', ''],
			),
			['waitForResult', 'boolean', true],
			['downloadImage', 'boolean', true],
			['options', 'collection', {}],
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

	it('the parameters of get', () => {
		expect(shownFor('order', 'get').map(({ name, default: standard }) => [name, standard])).toEqual(
			[
				['orderId', ''],
				['downloadImage', true],
				['simplify', true],
				['options', {}],
			],
		);
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

	it('it is a tool for agents, and is found by what people look for', () => {
		expect(description.usableAsTool).toBe(true);
		expect(codex.subcategories.AI).toContain('Tools');
		for (const words of ['virtual staging', 'real estate', 'photo enhancement']) {
			expect(codex.alias).toContain(words);
		}
	});

	it('it has no execute: n8n runs its routing', () => {
		expect(new AiHomeDesign()).not.toHaveProperty('execute');
		expect(new AiHomeDesign()).not.toHaveProperty('customOperations');
	});
});
