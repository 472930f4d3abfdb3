// A stream of results, one after the other without a rest: each starts one run, also where n8n is killed in the middle.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { callAtRate } from './caller.mjs';
import { n8n2 } from './lines.mjs';
import { openStage } from './stage.mjs';
import { openDoor } from './templates.mjs';
import {
	addOwnWebhook,
	addTrigger,
	CREDENTIAL,
	credentialIn,
	settled,
	timesRun,
} from './webhooks.mjs';

/* A rate that any machine holds which can run n8n at all. */
const PER_SECOND = 3;
const EVENTS_BESIDE = 20;

const EVENTS_KILLED = 60;
const KILLED_AFTER = 20;
/* The API takes this long to say that a call is true, so that some are answered, and not yet a run, at the kill. */
const SECONDS_TO_CONFIRM = 0.7;

const ORDER = /^\/v1\/order\//;

let stage;
let door;
let ours;

before(async () => {
	stage = await openStage({ webhookTries: 1000, webhookPauseSeconds: 0.3 });
	door = await openDoor(stage);
	ours = await addTrigger(stage, { downloadImage: true });
});

after(async () => {
	await door?.close();
	await stage?.close();
});

describe(`${n8n2.name}: a stream of results`, () => {
	it("beside n8n's own Webhook node: both lose nothing, and start one run each", async () => {
		const theirs = await addOwnWebhook(stage);
		for (const workflow of [ours, theirs]) {
			const bodies = await stage.sandbox.finishedOrders(EVENTS_BESIDE);
			const url = stage.n8nUrl + workflow.path;
			const answered = await callAtRate({ url, bodies, perSecond: PER_SECOND });
			assert.deepEqual(
				answered.map(({ status }) => status),
				bodies.map(() => 200),
			);
			await settled(stage, workflow);
			assert.deepEqual(
				[...timesRun(stage, workflow, bodies).values()],
				bodies.map(() => 1),
			);
		}
	});

	it('n8n is killed in the middle: nothing runs twice, and what is lost is fetched with Get', async () => {
		const { sandbox } = stage;
		sandbox.setWebhookUrl(door.url + ours.path);
		sandbox.misbehave({ path: ORDER, times: Infinity, delaySeconds: SECONDS_TO_CONFIRM });
		const bodies = await sandbox.finishedOrders(EVENTS_KILLED);
		const deliveries = [];
		let killedAt;
		let restarted;
		for (const [index, body] of bodies.entries()) {
			deliveries.push(sandbox.announce(body));
			await pause(1000 / PER_SECOND);
			if (index + 1 === KILLED_AFTER) {
				killedAt = Date.now();
				restarted = stage.killN8n().then(async () => await stage.startN8n());
			}
		}
		await restarted;
		const tries = await Promise.all(deliveries);
		await settled(stage, ours, { quietSeconds: 2 });

		const times = timesRun(stage, ours, bodies);
		const doubles = bodies.filter(({ order_id }) => times.get(order_id) > 1);
		const lost = bodies.filter(({ order_id }) => times.get(order_id) === 0);
		const answers = new Map(tries.map((made) => [made[0].body.order_id, made.at(-1)]));
		const repeated = tries.filter((made) => made.length > 1).length;
		console.log(
			`${bodies.length} results, n8n killed after ${KILLED_AFTER}: ${repeated} repeated by the sandbox, ` +
				`${doubles.length} ran twice, ${lost.length} lost (answered, and not yet a run)`,
		);
		assert.deepEqual(doubles, []);
		for (const [order, { status }] of answers) assert.equal(status, 200, `order ${order}`);
		for (const { order_id } of lost) {
			const { endedAt } = answers.get(order_id);
			assert.ok(endedAt <= killedAt, `order ${order_id} was answered after the restart`);
			assert.ok(killedAt - endedAt < 10_000, `order ${order_id} had time enough`);
		}
		await fetchAgain(lost);
	});
});

/* Order > Get by its ID, for each, in the n8n that was started again. */
async function fetchAgain(lost) {
	const { session } = stage;
	const credential = { [CREDENTIAL]: { id: await credentialIn(stage), name: 'Sandbox' } };
	for (const { order_id, image } of lost) {
		const nodes = [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node(
				'Get',
				'n8n-nodes-aihomedesign.aiHomeDesign',
				{ resource: 'order', operation: 'get', orderId: order_id },
				credential,
			),
		];
		const connections = { Start: { main: [[{ node: 'Get', type: 'main', index: 0 }]] } };
		const id = await session.addWorkflow({ name: `Get ${order_id}`, nodes, connections });
		const run = await session.waitFor(await session.execute(id, 'Start'));
		assert.equal(run.status, 'success', run.failure);
		assert.equal(run.nodes.Get.items[0].after_src, image.after_src);
	}
	console.log(`${lost.length} of ${lost.length} lost ones fetched with Get`);
}

function node(name, type, parameters, credentials) {
	const id = crypto.randomUUID();
	return { id, name, type, typeVersion: 1, position: [0, 0], parameters, credentials };
}
