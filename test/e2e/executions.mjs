// What a person sees of executions in n8n, and does with them.
import { parse } from 'flatted';
import { setTimeout as pause } from 'node:timers/promises';

/** n8n's words for an execution that is over. */
export const OVER = ['success', 'error', 'crashed', 'canceled'];

const LONGEST_WAIT_SECONDS = 240;

/**
 * @typedef {object} Execution
 * @property {string} id
 * @property {string} status n8n's word
 * @property {string | undefined} error what n8n says went wrong
 * @property {string[]} done the nodes whose output n8n has
 * @property {string[]} next the nodes that a retry would begin with
 * @property {{ order: string, id: string }[]} pictures what the last node gave: the order, and where n8n keeps the file
 */

/** @returns {Promise<Execution>} how an execution stands */
export async function lookAt({ session }, id) {
	const { status, data } = await session.call('GET', `/rest/executions/${id}`);
	const { resultData = {}, executionData } = parse(data);
	const { runData = {}, lastNodeExecuted, error } = resultData;
	const items = runData[lastNodeExecuted]?.at(-1).data?.main?.[0] ?? [];
	return {
		id,
		status,
		error: error?.message,
		done: Object.keys(runData),
		next: executionData?.nodeExecutionStack?.map(({ node }) => node.name) ?? [],
		pictures: items
			.filter(({ binary }) => binary?.data)
			.map(({ json, binary }) => ({ order: json.order_id, id: binary.data.id })),
	};
}

/** @returns {Promise<Execution[]>} how executions ended, once each has one of the `ends` */
export async function whenOver(stage, ids, ends = OVER) {
	const end = Date.now() + LONGEST_WAIT_SECONDS * 1000;
	for (;;) {
		const all = await Promise.all(ids.map(async (id) => await lookAt(stage, id)));
		if (all.every(({ status }) => ends.includes(status))) return all;
		if (Date.now() > end) {
			const still = all.map(({ id, status }) => `${id} ${status}`).join(', ');
			throw new Error(`Not all executions ended: ${still}`);
		}
		await pause(500);
	}
}

/** @returns {Promise<string[]>} the IDs of all executions of a workflow, the oldest first */
export async function executionsOf({ session }, { id }) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const { results } = await session.call('GET', `/rest/executions?limit=100&filter=${filter}`);
	return results.map((one) => one.id).reverse();
}

/** Does what the editor's button "Retry execution" does. @returns the ID of the new execution, once it is over */
export async function retryInEditor({ session }, id) {
	return (await session.call('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false })).id;
}

/** Does what the editor's button "Stop Execution" does. */
export async function stop({ session }, id) {
	await session.call('POST', `/rest/executions/${id}/stop`);
}

/** Retries as `retryInEditor` does, but through n8n's public API. @returns the ID of the new execution, once it is over */
export async function retryByApi({ n8nUrl }, apiKey, id) {
	const answer = await fetch(`${n8nUrl}/api/v1/executions/${id}/retry`, {
		method: 'POST',
		headers: { 'x-n8n-api-key': apiKey, 'content-type': 'application/json' },
		body: '{}',
	});
	const text = await answer.text();
	if (answer.status !== 200)
		throw new Error(`n8n refused to retry ${id}: ${answer.status} ${text}`);
	return String(JSON.parse(text).id);
}

/** Makes a key for n8n's public API, as under Settings > n8n API. */
export async function addApiKey({ session }) {
	const wish = { label: 'Retries', scopes: ['execution:retry'], expiresAt: null };
	return (await session.call('POST', '/rest/api-keys', wish)).rawApiKey;
}

/** @returns whether n8n hands out a picture to its editor */
export async function isHandedOut({ session }, { id }) {
	const query = new URLSearchParams({ id, action: 'view' });
	const { status, content } = await session.ask('GET', `/rest/binary-data?${query}`);
	return status === 200 && content.length > 0;
}
