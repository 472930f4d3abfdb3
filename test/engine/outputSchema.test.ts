/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { INodeParameters } from 'n8n-workflow';
import { ENHANCEMENT, useStage, STAGING } from './harness/setup';

const folder = join(__dirname, '../../nodes/AiHomeDesign/__schema__/v1.0.0');

const stage = useStage();

const GET = { operation: 'get', orderId: '={{ $json.order_id }}' };

describe('the output that the editor previews is the output that comes', () => {
	it.each<[string, INodeParameters, INodeParameters]>([
		['order/virtualStaging', STAGING, STAGING],
		['order/virtualStaging', STAGING, { ...STAGING, waitForResult: false }],
		['order/imageEnhancement', STAGING, ENHANCEMENT],
		['order/get', STAGING, GET],
		['image/upload', STAGING, { resource: 'image', operation: 'upload' }],
	])('%s', async (name, before, parameters) => {
		const { items } = await stage.run({ parameters: before });
		const {
			items: [item],
		} = await stage.run({ parameters, items });
		const schema = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
		const { version, ...shape } = schema;
		const fits = new Ajv().compile({ ...shape, additionalProperties: false });
		expect(version).toBe(1);
		expect(item?.json).toBeDefined();
		expect([fits(item?.json), fits.errors]).toEqual([true, null]);
	});
});
