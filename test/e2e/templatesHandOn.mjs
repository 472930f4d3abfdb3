// hand-on-results.json: one workflow receives all results of the account, others get their share.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { n8n1 } from './lines.mjs';
import {
	activate,
	addressOf,
	importWorkflow,
	pathOf,
	runFrom,
	runsOf,
	templateOf,
} from './templates.mjs';

/** The promises of hand-on-results.json; `scene` has the `stage`, once the tests run. */
export function handOnResults(line, scene) {
	describe(`${line.name}: hand-on-results.json`, () => {
		const DESKS = ['Staging', 'Enhancement', 'Others'];
		const desks = {};
		let handOn;

		before(async () => {
			for (const desk of DESKS) {
				desks[desk] = await importWorkflow(scene.stage, receivingWorkflow(desk));
				/* n8n 1 has nothing to publish in a workflow that only others start. */
				if (line !== n8n1) await activate(scene.stage, desks[desk]);
			}
			const template = await templateOf('hand-on-results.json');
			handOn = await importWorkflow(scene.stage, template, ({ name, parameters }) => {
				const desk = DESKS.find((one) => name === `Hand On ${one}`);
				if (desk) parameters.workflowId.value = desks[desk].id;
				if (name === 'AI HomeDesign Trigger') parameters.options.ignoreDuplicates = false;
			});
			await activate(scene.stage, handOn);
			const path = pathOf(handOn, 'AI HomeDesign Trigger');
			scene.stage.sandbox.setWebhookUrl(await addressOf(scene.stage, path));
		});

		after(() => scene.stage.sandbox.setWebhookUrl(undefined));

		it('hands each result to the workflow of its service, and all others to the third', async () => {
			const services = {
				Staging: 'service-ai-virtual-staging',
				Enhancement: 'service-image-enhancement',
				Others: 'service-day-to-dusk',
			};
			for (const [desk, service] of Object.entries(services)) {
				const [body] = await scene.stage.sandbox.finishedOrders(1, { service });
				await scene.stage.sandbox.announce(body);
				const [{ nodes }, ...more] = await runsOf(scene.stage, desks[desk], { count: 1 });
				const [{ order_id, service_name, after_src, status }] = nodes.Received.items;
				assert.equal(order_id, body.order_id);
				assert.equal(service_name, service);
				assert.equal(status, 'finished');
				assert.match(after_src, /^http/);
				assert.equal(more.length, 0);
			}
		});

		it('hands a result on once that comes three times', async () => {
			const [body] = await scene.stage.sandbox.finishedOrders(1);
			for (let time = 1; time <= 3; time += 1) {
				await scene.stage.sandbox.announce(body);
				await runsOf(scene.stage, handOn, { count: 3 + time });
			}
			const runs = (await runsOf(scene.stage, handOn)).slice(3);
			const handedOn = runs.map(({ nodes }) => nodes['Hand On Staging']?.items.length ?? 0);
			assert.deepEqual(handedOn, [1, 0, 0]);
			await runsOf(scene.stage, desks.Staging, { count: 2 });
		});

		it('forgets what it handed on when its memory is emptied', async () => {
			const { nodes } = await runFrom(scene.stage, handOn, 'Every Week');
			assert.ok(nodes['Forget Old Results']);
			await scene.stage.sandbox.announce(scene.stage.sandbox.deliveries.at(-1).body);
			await runsOf(scene.stage, desks.Staging, { count: 3 });
		});
	});
}

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
