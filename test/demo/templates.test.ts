/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { NodeHelpers, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTemplate, templateNames } from '../../demo/templates';
import { AiHomeDesign } from '../../nodes/AiHomeDesign/AiHomeDesign.node';
import { AiHomeDesignTrigger } from '../../nodes/AiHomeDesignTrigger/AiHomeDesignTrigger.node';

/* n8n's command line needs an ID, its editor does not. */
const FIELDS = ['connections', 'id', 'name', 'nodes', 'settings'];

const OURS: Record<string, INodeType> = {
	'n8n-nodes-aihomedesign.aiHomeDesign': new AiHomeDesign(),
	'n8n-nodes-aihomedesign.aiHomeDesignTool': new AiHomeDesign(),
	'n8n-nodes-aihomedesign.aiHomeDesignTrigger': new AiHomeDesignTrigger(),
};
const N8NS_OWN = /^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\./;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';
const LOOP = 'n8n-nodes-base.splitInBatches';

/* What a node takes on n8n's canvas, its name below it included; an agent is as wide as what hangs on it. */
const NODE = { width: 150, height: 150 };
const AGENT = { width: 300, height: 150 };

interface Template {
	nodes: Node[];
	connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
}

interface Node {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: INodeParameters;
	credentials?: Record<string, { id: unknown }>;
	webhookId?: string;
}

test('every example workflow is fit to be handed out', async () => {
	const names = await templateNames();
	expect(names).toContain('stage-and-enhance.json');
	for (const name of names) {
		const workflow = JSON.parse(await readFile(join('templates', name), 'utf8'));
		const types: string[] = workflow.nodes.map(({ type }: { type: string }) => type);
		expect(types).toContain(STICKY_NOTE);
		expect(types.filter((type) => !N8NS_OWN.test(type) && !(type in OURS))).toEqual([]);
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

test('no example workflow holds a secret, or the address of somebody', async () => {
	const SECRET = /\b(?!N8N_)(?=\w*\d)(?=\w*[a-z])\w{20,}|\bsk-|\bBearer /i;
	const HOST = /https?:\/\/(?!example\.com|crm\.example\.com|\[)[\w.-]+/;
	for (const name of await templateNames()) {
		const { nodes } = await templateOf(name);
		for (const { name: node, parameters } of nodes) {
			const text = JSON.stringify(parameters).replaceAll(UUID, '');
			expect([name, node, SECRET.exec(text)?.[0]]).toEqual([name, node, undefined]);
			expect([name, node, HOST.exec(text)?.[0]]).toEqual([name, node, undefined]);
		}
	}
});

test('its notes say what an order costs, wherever something is ordered', async () => {
	let ordering = 0;
	for (const name of await templateNames()) {
		const { nodes } = await templateOf(name);
		const isOrder = ({ parameters: { resource, operation } }: Node) =>
			resource === 'order' && operation !== 'get';
		if (!nodes.some((node) => node.type in OURS && isOrder(node))) continue;
		ordering++;
		const notes = nodes.filter(({ type }) => type === STICKY_NOTE);
		const texts = notes.map(({ parameters }) => parameters.content).join('\n');
		expect([name, texts]).toEqual([
			name,
			expect.stringMatching(/costs what your AI HomeDesign plan/),
		]);
		expect([name, texts]).toEqual([name, expect.stringMatching(/AI HomeDesign\*\* credential/)]);
	}
	expect(ordering).toBeGreaterThan(0);
});

test('it uses only what this package has: resources, operations, fields, options', async () => {
	let ours = 0;
	for (const name of await templateNames()) {
		for (const node of (await templateOf(name)).nodes) {
			const type = OURS[node.type];
			if (!type) continue;
			ours++;
			const { description } = type;
			const full: INode = { ...node, credentials: undefined };
			const known = NodeHelpers.getNodeParameters(
				description.properties,
				node.parameters,
				true,
				false,
				full,
				description,
			);
			expect([name, node.name, known]).toEqual([
				name,
				node.name,
				expect.objectContaining(node.parameters),
			]);
			const issues = NodeHelpers.getNodeParametersIssues(description.properties, full, description);
			expect([name, node.name, issues]).toEqual([name, node.name, null]);
		}
	}
	expect(ours).toBeGreaterThan(0);
});

test('every example workflow looks tidy: nothing lies on anything else, and all is connected', async () => {
	for (const name of await templateNames()) {
		const { nodes, connections } = await templateOf(name);
		const overlaps = nodes.flatMap((one, index) =>
			nodes
				.slice(index + 1)
				.filter((other) => overlap(one, other))
				.map((other) => `${name}: ${one.name} and ${other.name}`),
		);
		expect(overlaps).toEqual([]);

		const reached = targetsOf(connections);
		const connected = [...new Set([...Object.keys(connections), ...reached])].sort();
		const all = nodes.filter(({ type }) => type !== STICKY_NOTE).map((node) => node.name);
		expect(connected).toEqual(all.sort());
	}
});

test('every example workflow goes from left to right, but for the way back of a loop', async () => {
	for (const name of await templateNames()) {
		const { nodes, connections } = await templateOf(name);
		const nodeNamed = new Map(nodes.map((node) => [node.name, node]));
		for (const [source, { main = [] }] of Object.entries(connections)) {
			for (const target of targetsOf({ [source]: { main } })) {
				const [from, to] = [nodeNamed.get(source), nodeNamed.get(target)];
				if (!from || !to) throw new Error(`${name}: ${source} or ${target} is not there`);
				if (to.type === LOOP && from.position[0] > to.position[0]) continue;
				expect([name, source, target, to.position[0] > from.position[0]]).toEqual([
					name,
					source,
					target,
					true,
				]);
			}
		}
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

function boxOf({ type, position: [left, top], parameters }: Node) {
	const { width, height } =
		type === STICKY_NOTE
			? { width: Number(parameters.width), height: Number(parameters.height) }
			: type.endsWith('.agent')
				? AGENT
				: NODE;
	return { left, top, right: left + width, bottom: top + height };
}

function targetsOf(connections: Template['connections']): string[] {
	return Object.values(connections)
		.flatMap((kinds) => Object.values(kinds))
		.flat(2)
		.map(({ node }) => node);
}

async function templateOf(name: string): Promise<Template> {
	return JSON.parse(await readFile(join('templates', name), 'utf8'));
}
