// Workflows that start with a call from outside, and the runs that n8n made of such calls.
import { parse } from 'flatted';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { activate } from './templates.mjs';

/** The type of the credential, as n8n knows it. */
export const CREDENTIAL = 'aiHomeDesignApi';

const TRIGGER_TYPE = 'n8n-nodes-aihomedesign.aiHomeDesignTrigger';

/** What the trigger's nodes are called in the workflows here. */
export const TRIGGER = 'AI HomeDesign Trigger';

/**
 * A published workflow of the trigger and a node that does nothing.
 *
 * @param options the trigger's options, such as `secret`
 * @returns its `id`, the `path` of its address with the query that belongs to it, and its `webhookId`
 */
export async function addTrigger(stage, options = {}) {
	const webhookId = crypto.randomUUID();
	const workflow = await addPublished(stage, {
		...triggerNode(webhookId),
		parameters: { options },
		credentials: { [CREDENTIAL]: { id: await credentialIn(stage), name: 'Sandbox' } },
	});
	const query = options.secret ? `?secret=${encodeURIComponent(options.secret)}` : '';
	return { ...workflow, webhookId, path: `/webhook/${webhookId}/aihomedesign${query}` };
}

/** The same with n8n's own Webhook node, which answers as soon as it has a call. */
export async function addOwnWebhook(stage) {
	const webhookId = crypto.randomUUID();
	const workflow = await addPublished(stage, {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId,
		parameters: { httpMethod: 'POST', path: webhookId, responseMode: 'onReceived' },
	});
	return { ...workflow, webhookId, path: `/webhook/${webhookId}` };
}

/** The same with the least that a trigger of a community package can be (`bareTrigger/`, which n8n has to be told of). */
export async function addBareTrigger(stage) {
	const webhookId = crypto.randomUUID();
	const workflow = await addPublished(stage, {
		name: 'Bare Trigger',
		type: 'CUSTOM.bareTrigger',
		typeVersion: 1,
		webhookId,
		parameters: {},
	});
	return { ...workflow, webhookId, path: `/webhook/${webhookId}/bare` };
}

/**
 * @typedef {object} Run One execution of a workflow.
 * @property {string} id
 * @property {string} status n8n's word
 * @property {object[]} items what its first node gave, each with `json` and perhaps `binary`
 */

/** @returns {Run[]} every run of a workflow so far, read from n8n's database, which outlives n8n */
export function runsOf({ folder }, { id }) {
	return withDatabase(folder, (database) =>
		database
			.prepare(
				'select e.id, e.status, d.data from execution_entity e left join execution_data d ' +
					'on d.executionId = e.id where e.workflowId = ? order by e.id',
			)
			.all(id)
			.map((row) => ({ id: String(row.id), status: row.status, items: firstItems(row.data) })),
	);
}

/** @returns {Map<string, number>} how often each body's order started a run of a workflow, by the order's ID */
export function timesRun(stage, workflow, bodies) {
	const times = new Map(bodies.map(({ order_id }) => [order_id, 0]));
	for (const { items } of runsOf(stage, workflow)) {
		const { json } = items[0] ?? { json: {} };
		const order = (json.body ?? json).order_id;
		if (times.has(order)) times.set(order, times.get(order) + 1);
	}
	return times;
}

/** @returns `total`, how many runs of a workflow there are, and `open`, how many of them are not over */
export function countRuns({ folder }, { id }) {
	return withDatabase(folder, (database) => {
		const { total, open } = database
			.prepare(
				"select count(*) total, coalesce(sum(status in ('new', 'running', 'waiting')), 0) open " +
					'from execution_entity where workflowId = ?',
			)
			.get(id);
		return { total, open };
	});
}

/** Waits until a workflow has no run under way, and got no further one for a while. */
export async function settled(stage, workflow, { quietSeconds = 1 } = {}) {
	let known = -1;
	for (;;) {
		const { total, open } = countRuns(stage, workflow);
		if (open === 0 && total === known) return total;
		known = total;
		await pause(quietSeconds * 1000);
	}
}

/** Does what the editor's button "Execute workflow" does where the trigger waits for a call. */
export async function listen({ session }, { id }) {
	const { content } = await session.ask('GET', `/rest/workflows/${id}`);
	const workflowData = JSON.parse(content).data;
	const run = { workflowData, triggerToStartFrom: { name: TRIGGER } };
	const answer = await session.ask('POST', `/rest/workflows/${id}/run`, run);
	if (!JSON.parse(answer.content).data?.waitingForWebhook) {
		throw new Error(`n8n does not listen: ${answer.content}`);
	}
}

/** @returns {Promise<string[]>} the addresses that the editor shows of a trigger (n8n-editor-ui, NodeWebhooks.vue) */
export async function addressesInEditor({ session, n8nUrl }, { webhookId, parameters }) {
	const types = JSON.parse((await session.ask('GET', '/types/nodes.json')).content);
	const description = types.find(({ name }) => name === TRIGGER_TYPE);
	const node = { ...triggerNode(webhookId), parameters };
	const nodeTypes = { getByNameAndVersion: () => ({ description }) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const valueOf = (value) =>
		workflow.expression.getSimpleParameterValue(node, value, 'internal', {});
	return description.webhooks
		.filter(({ ndvHideUrl }) => !valueOf(ndvHideUrl))
		.map(({ path }) =>
			NodeHelpers.getNodeWebhookUrl(`${n8nUrl}/webhook`, 'id', node, valueOf(path), false),
		);
}

/** @returns {Promise<string[]>} what n8n's editor gets of each run of a workflow, but for the workflow itself */
export async function wholeExecutions(stage, workflow) {
	return await Promise.all(
		runsOf(stage, workflow).map(async ({ id }) => {
			const { content } = await stage.session.ask('GET', `/rest/executions/${id}`);
			const { workflowData, ...run } = JSON.parse(content).data;
			return JSON.stringify(run);
		}),
	);
}

function triggerNode(webhookId) {
	return { name: TRIGGER, type: TRIGGER_TYPE, typeVersion: 1, webhookId };
}

async function addPublished(stage, trigger) {
	const end = { name: 'Nothing More', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
	const nodes = [trigger, end].map((node, index) => ({
		...node,
		id: crypto.randomUUID(),
		position: [index * 200, 0],
	}));
	const connections = { [trigger.name]: { main: [[{ node: end.name, type: 'main', index: 0 }]] } };
	const name = `${trigger.name} ${nodes[0].id}`;
	const id = await stage.session.addWorkflow({ name, nodes, connections });
	await activate(stage, { id });
	return { id };
}

/** @returns the ID of the credential for the sandbox */
export async function credentialIn({ session, sandbox }) {
	const { apiKey, url: baseUrl } = sandbox;
	return await session.saveCredential('Sandbox', CREDENTIAL, { apiKey, baseUrl });
}

function firstItems(data) {
	if (!data) return [];
	const { resultData } = parse(data);
	const [[first] = []] = Object.values(resultData?.runData ?? {});
	return first?.data?.main?.[0] ?? [];
}

function withDatabase(folder, read) {
	const file = join(folder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
	try {
		return read(database);
	} finally {
		database.close();
	}
}
