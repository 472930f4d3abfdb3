// Runs a workflow with every operation, and opens it as n8n's editor does.
import { parse } from 'flatted';
import { NodeHelpers } from 'n8n-workflow';
import sharp from 'sharp';
import { SECRET, savedByEditor, shownByEditor, START, TRIGGER } from './operationsWorkflow.mjs';
import { addressOf, until } from './templates.mjs';

const BRUSH = { r: 0x78, g: 0x78, b: 0xcd, alpha: 1 };
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

/** @returns the mask that paints over the middle of a photo */
export async function maskFor(photo) {
	const { width, height } = await sharp(photo).metadata();
	const part = (size) => Math.round(size / 4);
	const paint = { width: part(width), height: part(height), channels: 4, background: BRUSH };
	return await sharp({ create: { width, height, channels: 4, background: CLEAR } })
		.composite([{ input: { create: paint } }])
		.png()
		.toBuffer();
}

/**
 * Sends a photo to a published workflow that `everyOperation` made, and waits for what becomes of it.
 *
 * @param workflow as n8n saved it
 * @returns the run, as `runsOf` gives it
 */
export async function sendPhoto(stage, workflow, { photo, mask, photoAddress }) {
	const { parameters } = workflow.nodes.find(({ name }) => name === START);
	const form = new FormData();
	form.append('photo', new Blob([photo], { type: 'image/jpeg' }), 'living-room.jpg');
	form.append('mask', new Blob([mask], { type: 'image/png' }), 'mask.png');
	form.append('record', '4711');
	form.append('address', photoAddress);
	const address = await addressOf(stage, `/webhook/${parameters.path}`);
	return await nextRun(stage, workflow, async () => {
		await fetch(address, { method: 'POST', body: form });
	});
}

/** Has the sandbox announce a finished order to the workflow's trigger, and waits for what becomes of it. */
export async function announceResult(stage, workflow, { service }) {
	const { webhookId } = workflow.nodes.find(({ name }) => name === TRIGGER);
	const path = `/webhook/${webhookId}/aihomedesign`;
	await addressOf(stage, path);
	stage.sandbox.setWebhookUrl(`${stage.n8nUrl}${path}?secret=${SECRET}`);
	const [body] = await stage.sandbox.finishedOrders(1, { service });
	const run = await nextRun(stage, workflow, async () => await stage.sandbox.announce(body));
	stage.sandbox.setWebhookUrl(undefined);
	return { body, run };
}

/**
 * @typedef {object} Run
 * @property {string} status n8n's word
 * @property {string} [failure] what n8n's editor shows of it
 * @property {Record<string, object[]>} nodes the items that each node gave, with their `json` and `binary`
 */

/* Waits for one run more than there was. */
async function nextRun({ session }, { id }, start) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const known = async () =>
		(await session.call('GET', `/rest/executions?limit=100&filter=${filter}`)).results;
	const before = new Set((await known()).map((run) => run.id));
	await start();
	const run = await until('a run', async () => (await known()).find((one) => !before.has(one.id)));
	const { status, failure } = await session.waitFor(run.id);
	const { data } = await session.call('GET', `/rest/executions/${run.id}`);
	const nodes = Object.entries(parse(data).resultData.runData).map(([name, [{ data: given }]]) => [
		name,
		given?.main[0] ?? [],
	]);
	return { status, failure, nodes: Object.fromEntries(nodes) };
}

/** @returns what a picture file in an item's binary field is: its `format`, `width`, `height` */
export async function pictureOf({ session }, { id, data }) {
	return await sharp(id ? await session.file(id) : Buffer.from(data, 'base64')).metadata();
}

/** @returns what n8n's editor shows of a node and as wrong in it, and what it saves after it was opened */
export function openedInEditor(node, type) {
	const issues = NodeHelpers.getNodeParametersIssues(type.properties, node, type);
	return { issues, shown: shownByEditor(node, type), parameters: savedByEditor(node, type) };
}
