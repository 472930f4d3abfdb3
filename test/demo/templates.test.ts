/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTemplate, templateNames } from '../../demo/templates';

/* n8n's command line needs an ID, its editor does not. */
const FIELDS = ['connections', 'id', 'name', 'nodes', 'settings'];

const OURS = 'n8n-nodes-aihomedesign.';

/* What a node takes on n8n's canvas, its name below it included. */
const NODE = { width: 150, height: 150 };

interface Node {
	id: string;
	name: string;
	type: string;
	position: [number, number];
	parameters: { width?: number; height?: number };
	credentials?: Record<string, { id: unknown }>;
	webhookId?: unknown;
}

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
		const nodes: Node[] = workflow.nodes;
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		/* The editor gives a node with an address one of its own. */
		expect(nodes.filter(({ webhookId }) => webhookId !== undefined)).toEqual([]);
	}
});

test('every example workflow looks tidy: nothing lies on anything else, and all is connected', async () => {
	for (const name of await templateNames()) {
		const { nodes, connections } = JSON.parse(await readFile(join('templates', name), 'utf8'));
		const overlaps = nodes.flatMap((one: Node, index: number) =>
			nodes
				.slice(index + 1)
				.filter((other: Node) => overlap(one, other))
				.map((other: Node) => `${name}: ${one.name} and ${other.name}`),
		);
		expect(overlaps).toEqual([]);

		const all: string[] = nodes.map((node: Node) => node.name);
		const reached = [...JSON.stringify(connections).matchAll(/"node":"(.*?)"/g)].map(
			([, target]) => target,
		);
		const connected = [...new Set([...Object.keys(connections), ...reached])].sort();
		expect(connected).toEqual(all.filter((one) => !one.startsWith('Sticky Note')).sort());
	}
});

test('its photos are looked for where the demo puts them', async () => {
	const { nodes } = await readTemplate('stage-and-enhance.json', '/somewhere');
	const folder = nodes.find(({ name }) => name === 'Photo Folder');
	expect(JSON.stringify(folder?.parameters)).toContain('"/somewhere"');
});

function overlap(one: Node, other: Node): boolean {
	const [a, b] = [boxOf(one), boxOf(other)];
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function boxOf({ position: [left, top], parameters }: Node) {
	const { width = NODE.width, height = NODE.height } = parameters;
	return { left, top, right: left + width, bottom: top + height };
}
