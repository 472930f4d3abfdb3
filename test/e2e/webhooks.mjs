// Workflows that start with a call from outside, and the runs that n8n made of such calls.
import { parse } from 'flatted';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { activate } from './templates.mjs';

const CREDENTIAL = 'aiHomeDesignApi';

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
		name: TRIGGER,
		type: 'n8n-nodes-aihomedesign.aiHomeDesignTrigger',
		typeVersion: 1,
		webhookId,
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

/** @returns {number} how many runs of a workflow there are, and `open`: how many of them are not over */
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

async function credentialIn({ session, sandbox }) {
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
