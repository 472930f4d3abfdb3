/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { INodeParameters } from 'n8n-workflow';
import sharp from 'sharp';
import { AiHomeDesign } from '../../nodes/AiHomeDesign/AiHomeDesign.node';
import { itemWithFile } from './harness/binaries';
import { ENHANCEMENT, useStage, STAGING } from './harness/setup';

const folder = join(__dirname, '../../nodes/AiHomeDesign/__schema__/v1.0.0');

const stage = useStage();

const ORDER_ID = { orderId: '={{ $json.order_id }}' };
const START = { resource: 'mask', operation: 'start' };
const LATEST = { resource: 'mask', operation: 'getLatest', ...ORDER_ID };
const DUSK = { operation: 'dayToDusk', skyStyle: 'Dusk With Cloud' };
const DESIGN = { ...STAGING, operation: 'interiorDesign', color: 'Deep Blues' };
const MASK = { create: { width: 320, height: 240, channels: 4 as const, background: '#7878CD' } };

/** The operation whose output is previewed, and what ran before it. */
const OPERATIONS: Array<[string, INodeParameters, ...INodeParameters[]]> = [
	['order/virtualStaging', STAGING],
	['order/virtualStaging', { ...STAGING, waitForResult: false }],
	['order/imageEnhancement', ENHANCEMENT],
	['order/interiorDesign', DESIGN],
	['order/dayToDusk', DUSK],
	['order/itemRemoval', { operation: 'itemRemoval' }],
	['order/get', { operation: 'get', ...ORDER_ID }, STAGING],
	['image/upload', { resource: 'image', operation: 'upload' }],
	[
		'image/upscale',
		{ resource: 'image', operation: 'upscale', generatedImageId: '={{ $json.image_id }}' },
		STAGING,
	],
	['mask/start', START],
	['mask/getLatest', LATEST, START],
	[
		'mask/apply',
		{ resource: 'mask', operation: 'apply', binaryPropertyName: 'mask', ...ORDER_ID },
		START,
	],
	[
		'mask/finalize',
		{
			resource: 'mask',
			operation: 'finalize',
			imageId: '={{ $json.image_id }}',
			...ORDER_ID,
		},
		START,
		LATEST,
	],
	['catalog/getSpaces', { resource: 'catalog', operation: 'getSpaces' }],
	['catalog/getWidgets', { resource: 'catalog', operation: 'getWidgets', space: 'Bedroom' }],
];

describe('the output that the editor previews is the output that comes', () => {
	it.each(OPERATIONS)('%s', async (name, parameters, ...before) => {
		let items = [await stage.photoItem()];
		for (const earlier of before) items = (await stage.run({ parameters: earlier, items })).items;
		const mask = await itemWithFile(await sharp(MASK).png().toBuffer(), { field: 'mask' });
		const {
			items: [item],
		} = await stage.run({
			parameters,
			items: items.map((one) => ({ ...one, binary: { ...one.binary, ...mask.binary } })),
		});
		const schema = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
		const { version, ...shape } = schema;
		const fits = new Ajv().compile({ ...shape, additionalProperties: false });
		expect(version).toBe(1);
		expect(item?.json).toBeDefined();
		expect([fits(item?.json), fits.errors]).toEqual([true, null]);
	});

	it('every operation has one', () => {
		const files = readdirSync(folder, { recursive: true })
			.map(String)
			.filter((file) => file.endsWith('.json'));
		const operations = new AiHomeDesign().description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) =>
				options.map((option) =>
					'value' in option ? `${displayOptions?.show?.resource?.join()}/${option.value}.json` : '',
				),
			);
		expect(files.sort()).toEqual(operations.sort());
		expect([...new Set(OPERATIONS.map(([name]) => `${name}.json`))].sort()).toEqual(files);
	});
});
