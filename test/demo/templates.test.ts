/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTemplate, templateNames } from '../../demo/templates';

/* n8n's command line needs an ID, its editor does not. */
const FIELDS = ['connections', 'id', 'name', 'nodes', 'settings'];

const OURS = 'n8n-nodes-aihomedesign.';

test('every example workflow is fit to be handed out', async () => {
	const names = await templateNames();
	expect(names).toContain('stage-and-enhance.json');
	for (const name of names) {
		const workflow = JSON.parse(await readFile(join('templates', name), 'utf8'));
		const types: string[] = workflow.nodes.map(({ type }: { type: string }) => type);
		expect(types).toContain('n8n-nodes-base.stickyNote');
		expect(
			types.filter((type) => !/^n8n-nodes-base\./.test(type) && !type.startsWith(OURS)),
		).toEqual([]);
		for (const { credentials = {} } of workflow.nodes) {
			/* Without an ID n8n takes the credential of that name, or asks. */
			for (const { id } of Object.values<{ id: unknown }>(credentials)) expect(id).toBeNull();
		}
		expect(Object.keys(workflow).sort()).toEqual(FIELDS);
	}
});

test('its photos are looked for where the demo puts them', async () => {
	const { nodes } = await readTemplate('stage-and-enhance.json', '/somewhere');
	const folder = nodes.find(({ name }) => name === 'Photo Folder');
	expect(JSON.stringify(folder?.parameters)).toContain('"/somewhere"');
});
