// Workflows that take several photos in one call and stage them, in one node or in two.
import { activate, addressOf } from './templates.mjs';
import { CREDENTIAL, credentialIn } from './webhooks.mjs';

const ORDER = 'Order Staging';
const CHOICES = {
	resource: 'order',
	operation: 'virtualStaging',
	space: 'Living Room',
	style: 'Modern',
};
const PHOTO = { imageSource: 'binary', binaryPropertyName: '={{ Object.keys($binary)[0] }}' };

/** A published workflow whose one node uploads, orders, waits and downloads. */
export async function addOneStep(stage) {
	return await addPhotoWorkflow(stage, [orderNode({ ...CHOICES, ...PHOTO })]);
}

/** A published workflow that uploads first, and orders by the order ID in a node of its own. */
export async function addTwoStep(stage) {
	const upload = {
		...ownNode('Upload Photo'),
		parameters: {
			resource: 'image',
			operation: 'upload',
			service: 'service-ai-virtual-staging',
			...PHOTO,
		},
	};
	const order = orderNode({
		...CHOICES,
		imageSource: 'orderId',
		orderId: '={{ $json.order_id }}',
	});
	return await addPhotoWorkflow(stage, [upload, order]);
}

/**
 * @typedef {object} Batch Photos that were sent in one call.
 * @property {string} id that of the execution that took them
 * @property {string[]} names of the photos' files
 */

/**
 * Sends a photo several times under different names, as a client's program does.
 *
 * @param {{ names: string[], photo: Buffer }} wish
 * @returns {Promise<Batch>} once the worker that took the photos has said so
 */
export async function sendPhotos({ n8nUrl }, { path }, { names, photo }) {
	const form = new FormData();
	for (const [index, name] of names.entries()) {
		form.append(`photo_${index}`, new Blob([photo], { type: 'image/jpeg' }), name);
	}
	const answer = await fetch(n8nUrl + path, { method: 'POST', body: form });
	const text = await answer.text();
	if (answer.status !== 200) throw new Error(`n8n took no photos: ${answer.status} ${text}`);
	return { id: text, names };
}

/** A published workflow of the trigger, whose run saves the picture of a result in a folder, by its order ID. */
export async function addSavedResults(stage, folder) {
	const webhookId = crypto.randomUUID();
	const trigger = {
		name: 'AI HomeDesign Trigger',
		type: 'n8n-nodes-aihomedesign.aiHomeDesignTrigger',
		typeVersion: 1,
		webhookId,
		parameters: { options: { downloadImage: true } },
	};
	const save = {
		name: 'Save Picture',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		parameters: { operation: 'write', fileName: `=${folder}/{{ $json.order_id }}.jpg` },
	};
	return await publish(stage, [await withCredential(stage, trigger), save], 'aihomedesign');
}

async function addPhotoWorkflow(stage, ownNodes) {
	const webhookId = crypto.randomUUID();
	return await publish(stage, [
		{
			name: 'Photos Come In',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			webhookId,
			parameters: { httpMethod: 'POST', path: webhookId, responseMode: 'responseNode' },
		},
		{
			name: 'Tell the Execution',
			type: 'n8n-nodes-base.respondToWebhook',
			typeVersion: 1.4,
			parameters: { respondWith: 'text', responseBody: '={{ $execution.id }}' },
		},
		{
			name: 'One Item for Each Photo',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: '$binary' },
		},
		...(await Promise.all(ownNodes.map(async (node) => await withCredential(stage, node)))),
	]);
}

async function withCredential(stage, node) {
	return {
		...node,
		credentials: { [CREDENTIAL]: { id: await credentialIn(stage), name: 'Sandbox' } },
	};
}

/* Saves and publishes nodes that follow each other; the first one has an address, which may end in a path of its own. */
async function publish(stage, chain, ending) {
	const nodes = chain.map((node, index) => ({
		...node,
		id: crypto.randomUUID(),
		position: [index * 200, 0],
	}));
	const connections = Object.fromEntries(
		chain
			.slice(1)
			.map(({ name }, index) => [
				chain[index].name,
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
	const settings = { executionOrder: 'v1', saveExecutionProgress: true };
	const [{ webhookId }] = chain;
	const name = `${chain.map((node) => node.name).join(', ')} ${webhookId}`;
	const id = await stage.session.addWorkflow({ name, nodes, connections, settings });
	await activate(stage, { id });
	const path = ['/webhook', webhookId, ending].filter(Boolean).join('/');
	await addressOf(stage, path);
	return { id, path };
}

function orderNode(parameters) {
	return { ...ownNode(ORDER), parameters };
}

function ownNode(name) {
	return { name, type: 'n8n-nodes-aihomedesign.aiHomeDesign', typeVersion: 1 };
}
