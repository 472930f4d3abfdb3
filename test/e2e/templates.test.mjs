// The example workflows, each imported into a real n8n as it is, set up as its sticky notes say, and run.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { templateNames } from '../../demo/templates';
import { renderPhoto } from '../../sandbox/photos';
import { openStage } from './stage.mjs';
import {
	activate,
	addCredential,
	addressOf,
	importWorkflow,
	inFolder,
	nodeTypesOf,
	openCrm,
	pathOf,
	refusalToActivate,
	runFrom,
	runsOf,
	templateOf,
	unknownFields,
	until,
} from './templates.mjs';

let stage;
let room;
let facade;
const imported = {};

before(async () => {
	[room, facade] = await Promise.all([renderPhoto('livingRoom'), renderPhoto('darkFacade')]);
	stage = await openStage();
	await addCredential(stage);
});

after(async () => {
	await stage?.close();
	console.log(`${Object.keys(imported).length} example workflows imported`);
});

describe('every example workflow', () => {
	it('is imported as it is, and finds the credential by its name', async () => {
		for (const file of await templateNames()) {
			imported[file] = await importWorkflow(stage, await templateOf(file));
			for (const { name, credentials } of imported[file].nodes) {
				if (credentials) assert.ok(credentials.aiHomeDesignApi.id, `${file}: ${name}`);
			}
		}
	});

	it('has only nodes and fields that n8n knows', async () => {
		const types = await nodeTypesOf(stage);
		for (const file of await templateNames()) {
			for (const node of (await templateOf(file)).nodes) {
				const type = types.find(node);
				assert.ok(type, `${file}: ${node.name} is a ${node.type} ${node.typeVersion}`);
				assert.deepEqual(unknownFields(node, type), [], `${file}: ${node.name}`);
			}
		}
	});

	it('can be published, or n8n says what is to be chosen first', async () => {
		const toChoose = { 'hand-on-results.json': /Hand On Staging.*workflowId/s };
		const byHand = /no trigger node/;
		for (const [file, workflow] of Object.entries(imported)) {
			const refusal = (await refusalToActivate(stage, workflow)) ?? '';
			const isByHand = workflow.nodes.some(({ type }) => type.endsWith('.manualTrigger'));
			assert.match(refusal, toChoose[file] ?? (isByHand ? byHand : /^$/), file);
		}
	});
});

describe('hand-on-results.json', () => {
	const DESKS = ['Staging', 'Enhancement', 'Others'];
	const desks = {};
	let handOn;

	before(async () => {
		for (const desk of DESKS) {
			desks[desk] = await importWorkflow(stage, receivingWorkflow(desk));
			await activate(stage, desks[desk]);
		}
		const template = await templateOf('hand-on-results.json');
		handOn = await importWorkflow(stage, template, ({ name, parameters }) => {
			const desk = DESKS.find((one) => name === `Hand On ${one}`);
			if (desk) parameters.workflowId.value = desks[desk].id;
			if (name === 'AI HomeDesign Trigger') parameters.options.ignoreDuplicates = false;
		});
		await activate(stage, handOn);
		const path = pathOf(handOn, 'AI HomeDesign Trigger');
		stage.sandbox.setWebhookUrl(await addressOf(stage, path));
	});

	after(() => stage.sandbox.setWebhookUrl(undefined));

	it('hands each result to the workflow of its service, and all others to the third', async () => {
		const services = {
			Staging: 'service-ai-virtual-staging',
			Enhancement: 'service-image-enhancement',
			Others: 'service-day-to-dusk',
		};
		for (const [desk, service] of Object.entries(services)) {
			const [body] = await stage.sandbox.finishedOrders(1, { service });
			await stage.sandbox.announce(body);
			const [{ nodes }, ...more] = await runsOf(stage, desks[desk], { count: 1 });
			const [{ order_id, service_name, after_src, status }] = nodes.Received.items;
			assert.equal(order_id, body.order_id);
			assert.equal(service_name, service);
			assert.equal(status, 'finished');
			assert.match(after_src, /^http/);
			assert.equal(more.length, 0);
		}
	});

	it('hands a result on once that comes three times', async () => {
		const [body] = await stage.sandbox.finishedOrders(1);
		for (let time = 1; time <= 3; time += 1) {
			await stage.sandbox.announce(body);
			await runsOf(stage, handOn, { count: 3 + time });
		}
		const runs = (await runsOf(stage, handOn)).slice(3);
		const handedOn = runs.map(({ nodes }) => nodes['Hand On Staging']?.items.length ?? 0);
		assert.deepEqual(handedOn, [1, 0, 0]);
		await runsOf(stage, desks.Staging, { count: 2 });
	});

	it('forgets what it handed on when its memory is emptied', async () => {
		const { nodes } = await runFrom(stage, handOn, 'Every Week');
		assert.ok(nodes['Forget Old Results']);
		await stage.sandbox.announce(stage.sandbox.deliveries.at(-1).body);
		await runsOf(stage, desks.Staging, { count: 3 });
	});
});

describe('crm-webhook.json', () => {
	let crm;
	let address;

	before(async () => {
		crm = await openCrm(room);
		const template = await templateOf('crm-webhook.json');
		const workflow = await importWorkflow(stage, template, ({ name, parameters }) => {
			if (name === 'CRM Address') {
				parameters.assignments.assignments.find((one) => one.name === 'crm').value = crm.url;
			}
		});
		await activate(stage, workflow);
		address = await addressOf(stage, pathOf(workflow, 'From the CRM'));
	});

	after(async () => await crm?.close());

	it('sends the staged picture back to the CRM', async () => {
		const sent = await askFor({ record: '4711', room: 'Living Room', style: 'Modern' });
		const order = stage.sandbox.orders.at(-1);
		assert.equal(sent.record, '4711');
		assert.equal(sent.order_id, order.order_id);
		assert.equal(order.submits, 1);
		const { width } = await sharp(await sent.picture.arrayBuffer()).metadata();
		assert.ok(width > 0);
	});

	it('tells the CRM in words what could not be staged', async () => {
		const sent = await askFor({ record: '4712', room: 'Living Room', style: 'Art Nouveau' });
		assert.equal(sent.record, '4712');
		assert.match(sent.problem, /Art Nouveau/);
		assert.equal(sent.picture, undefined);
	});

	/* What the CRM gets for one call. */
	async function askFor(wish) {
		const { length } = crm.taken;
		const { status } = await fetch(address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ photo: `${crm.url}/room.jpg`, ...wish }),
		});
		assert.equal(status, 200);
		return await until('the answer to the CRM', () => crm.taken[length]);
	}
});

describe('day-to-dusk.json', () => {
	let folder;
	let workflow;

	before(async () => {
		folder = join(stage.folder, 'listing');
		await mkdir(folder);
		await writeFile(join(folder, 'exterior-front.jpg'), facade);
		await writeFile(join(folder, 'exterior-garden.jpg'), facade);
		await writeFile(join(folder, 'kitchen.jpg'), room);
		const template = await templateOf('day-to-dusk.json');
		workflow = await importWorkflow(stage, template, inFolder(folder));
	});

	it('turns the exterior shots into dusk, and no other', async () => {
		const { length } = stage.sandbox.orders;
		await runFrom(stage, workflow, "When clicking 'Execute workflow'");
		const orders = stage.sandbox.orders.slice(length);
		assert.deepEqual(
			orders.map((order) => [order.service_name, order.submits]),
			[
				['service-day-to-dusk', 1],
				['service-day-to-dusk', 1],
			],
		);
		const dusk = (await readdir(folder)).filter((name) => name.includes('day-to-dusk')).sort();
		assert.deepEqual(
			dusk.map((name) => name.replace(/\.\w+$/, '')),
			['exterior-front-day-to-dusk', 'exterior-garden-day-to-dusk'],
		);
		for (const name of dusk) {
			assert.ok((await sharp(await readFile(join(folder, name))).metadata()).width > 0);
		}
	});

	it('does not take its own pictures for photos when it is run again', async () => {
		const { length } = stage.sandbox.orders;
		await runFrom(stage, workflow, "When clicking 'Execute workflow'");
		assert.equal(stage.sandbox.orders.length, length + 2);
	});
});

/* What the sticky note of hand-on-results.json asks for. */
function receivingWorkflow(name) {
	const trigger = 'When Executed by Another Workflow';
	return {
		name: `${name} desk`,
		nodes: [
			{
				id: crypto.randomUUID(),
				name: trigger,
				type: 'n8n-nodes-base.executeWorkflowTrigger',
				typeVersion: 1.1,
				position: [0, 0],
				parameters: { inputSource: 'passthrough' },
			},
			{
				id: crypto.randomUUID(),
				name: 'Received',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [220, 0],
				parameters: {},
			},
		],
		connections: { [trigger]: { main: [[{ node: 'Received', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
