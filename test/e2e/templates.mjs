// What a person does with an example workflow in n8n's editor, and what they then look at.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NodeHelpers } from 'n8n-workflow';
import { saveSandboxCredential } from '../../demo/templates';

const FOLDER = join(import.meta.dirname, '..', '..', 'templates');
const LONGEST_WAIT_SECONDS = 60;

/* They are megabytes, and stay the same as long as n8n runs. */
const typesKnown = new WeakMap();

/** Where the example workflows that share a data table keep their orders. */
const ORDERS_TABLE = 'AI HomeDesign orders';

/** @returns an example workflow, as its file has it */
export async function templateOf(file) {
	return JSON.parse(await readFile(join(FOLDER, file), 'utf8'));
}

/** Makes the credential that the example workflows name. */
export async function addCredential({ session, sandbox }) {
	await saveSandboxCredential(session, sandbox);
}

/**
 * Imports a workflow as the editor does: nodes with an address get a new one, and a credential is found by its name
 * where there is one of it (n8n-editor-ui, resolveNodeWebhook and matchCredentials).
 *
 * @param change what a person then sets in the nodes, each given with its `parameters`
 * @returns the saved workflow: `id`, `nodes`
 */
export async function importWorkflow({ session }, { name, nodes, connections, settings }, change) {
	const types = await nodeTypesOf({ session });
	const known = await call(session, 'GET', '/rest/credentials');
	const imported = structuredClone(nodes).map((node) => {
		for (const [type, chosen] of Object.entries(node.credentials ?? {})) {
			const fitting = known.filter((one) => one.type === type && one.name === chosen.name);
			if (fitting.length === 1) chosen.id = fitting[0].id;
		}
		change?.(node);
		if (!types.find(node)?.webhooks?.length) return node;
		const webhookId = crypto.randomUUID();
		const path = node.parameters.path === '' ? { path: webhookId } : {};
		return { ...node, webhookId, parameters: { ...node.parameters, ...path } };
	});
	const workflow = { name, nodes: imported, connections, settings, active: false };
	return await call(session, 'POST', '/rest/workflows', workflow);
}

/** @returns what n8n tells its editor of its nodes: `find` gives the type of a node in its version */
export async function nodeTypesOf({ session }) {
	if (!typesKnown.has(session)) {
		typesKnown.set(session, JSON.parse((await session.ask('GET', '/types/nodes.json')).content));
	}
	const types = typesKnown.get(session);
	return {
		find: ({ type, typeVersion }) =>
			types.find(({ name, version }) => name === type && [version].flat().includes(typeVersion)),
	};
}

/** Does what the editor's button "Publish" does. */
export async function activate({ session }, { id }) {
	const { versionId } = await call(session, 'GET', `/rest/workflows/${id}`);
	await call(session, 'POST', `/rest/workflows/${id}/activate`, { versionId });
}

/** @returns n8n's words where it refuses to publish a workflow */
export async function refusalToActivate({ session }, { id }) {
	const { versionId } = await call(session, 'GET', `/rest/workflows/${id}`);
	const answer = await session.ask('POST', `/rest/workflows/${id}/activate`, { versionId });
	return answer.status === 200 ? undefined : JSON.parse(answer.content).message;
}

/** Sets the folder of the photos, as the sticky notes ask for. */
export function inFolder(folder) {
	return ({ name, parameters }) => {
		if (name === 'Photo Folder') parameters.assignments.assignments[0].value = folder;
	};
}

/** @returns the path of a node's production URL */
export function pathOf({ nodes }, nodeName) {
	const { webhookId, type } = nodes.find(({ name }) => name === nodeName);
	if (type === 'n8n-nodes-base.formTrigger') return `/form/${webhookId}`;
	if (type === 'n8n-nodes-base.webhook') return `/webhook/${webhookId}`;
	return `/webhook/${webhookId}/aihomedesign`;
}

/** @returns a node's address, once n8n listens there: it does so a little after a workflow is activated */
export async function addressOf({ n8nUrl }, path) {
	const headers = { origin: 'http://127.0.0.1', 'access-control-request-method': 'POST' };
	await until(`n8n listens at ${path}`, async () => {
		const answer = await fetch(n8nUrl + path, { method: 'OPTIONS', headers });
		return answer.headers.get('access-control-allow-methods')?.includes('POST');
	});
	return n8nUrl + path;
}

/** Runs a workflow by hand from one of its triggers, to a good end. */
export async function runFrom({ session }, { id }, trigger) {
	return succeeded(await session.waitFor(await session.execute(id, trigger)));
}

/** @returns what the nodes did in each run of a workflow so far, the oldest first; all have to have ended well */
export async function runsOf({ session }, { id }, { count = 0 } = {}) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const ids = await until(`${count} runs`, async () => {
		const { results } = await call(session, 'GET', `/rest/executions?limit=100&filter=${filter}`);
		return results.length >= count && results.map((run) => run.id).reverse();
	});
	const runs = [];
	for (const one of ids) runs.push(succeeded(await session.waitFor(one)));
	return runs;
}

/** @returns n8n's word for each run of a workflow so far, whether it is over or not, the oldest first */
export async function statesOf({ session }, { id }) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const { results } = await call(session, 'GET', `/rest/executions?limit=100&filter=${filter}`);
	return results.map(({ status }) => status).reverse();
}

/** @returns the rows of the data table that holds the orders; none where it does not exist yet */
export async function rowsOf({ session }) {
	const { id: project } = await call(session, 'GET', '/rest/projects/personal');
	const tables = `/rest/projects/${project}/data-tables`;
	const known = (await call(session, 'GET', tables)).data;
	const table = known.find(({ name }) => name === ORDERS_TABLE);
	return table ? (await call(session, 'GET', `${tables}/${table.id}/rows`)).data : [];
}

/** @returns the first truthy value that a look gives; a safety net ends what would last forever */
export async function until(what, look) {
	const end = Date.now() + LONGEST_WAIT_SECONDS * 1000;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > end) throw new Error(`This did not come: ${what}`);
		await pause(200);
	}
}

/**
 * The address that the world knows, as of a proxy before n8n: it stays when n8n gets another one.
 *
 * @param stage n8n is where this says
 * @returns `url`; `isOpen`, false to let nothing through
 */
export async function openDoor(stage) {
	const door = { isOpen: true };
	const server = createServer(async (request, response) => {
		const body = await bytesOf(request);
		const { method, headers } = request;
		const type = { 'content-type': headers['content-type'] };
		const answer = door.isOpen
			? await fetch(stage.n8nUrl + request.url, { method, headers: type, body }).catch(() => {})
			: undefined;
		response.writeHead(answer?.status ?? 502).end(await answer?.text());
	});
	return Object.assign(door, await listening(server));
}

/**
 * A stand-in for a CRM: takes forms and JSON, and hands out a photo at /room.jpg.
 *
 * @returns `url`, and `taken`: what was posted to it, each as an object; a file as its Blob
 */
export async function openCrm(photo) {
	const taken = [];
	const server = createServer(async (request, response) => {
		const body = await bytesOf(request);
		if (request.method === 'GET') {
			response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo);
			return;
		}
		const { 'content-type': type } = request.headers;
		const sent = new Response(body, { headers: { 'content-type': type } });
		taken.push(
			type.startsWith('multipart/') ? Object.fromEntries(await sent.formData()) : await sent.json(),
		);
		response.end();
	});
	return { taken, ...(await listening(server)) };
}

async function listening(server) {
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://127.0.0.1:${server.address().port}`, close };
}

async function bytesOf(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return chunks.length > 0 ? Buffer.concat(chunks) : undefined;
}

/** @returns the paths of a node's fields that n8n does not know, or does not show with what the others hold */
export function unknownFields(node, type) {
	const known = NodeHelpers.getNodeParameters(
		type.properties,
		node.parameters,
		true,
		false,
		node,
		type,
	);
	return missing(node.parameters, known, '');
}

function missing(given, known, path) {
	if (typeof given !== 'object' || given === null) return [];
	return Object.entries(given).flatMap(([name, value]) => {
		const inside = `${path}.${name}`;
		return name in (known ?? {}) ? missing(value, known[name], inside) : [inside];
	});
}

function succeeded(run) {
	if (run.status === 'success') return run;
	throw new Error(`A run ended with "${run.status}": ${run.failure}`);
}

/** Makes a call of the editor that n8n must not refuse. */
async function call(session, method, path, body) {
	const { status, content } = await session.ask(method, path, body);
	if (status === 200) return JSON.parse(content).data;
	throw new Error(`n8n refused ${method} ${path}: ${status} ${content}`);
}
