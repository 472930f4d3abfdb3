// crm-webhook.json: a CRM asks for a staged picture, and gets it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import {
	activate,
	addressOf,
	importWorkflow,
	openCrm,
	pathOf,
	templateOf,
	until,
} from './templates.mjs';

/** The promises of crm-webhook.json; `scene` has the `stage` and the photo of a `room`, once the tests run. */
export function crmWebhook(line, scene) {
	describe(`${line.name}: crm-webhook.json`, () => {
		let crm;
		let address;

		before(async () => {
			crm = await openCrm(scene.room);
			const template = await templateOf('crm-webhook.json');
			const workflow = await importWorkflow(scene.stage, template, ({ name, parameters }) => {
				if (name === 'CRM Address') {
					parameters.assignments.assignments.find((one) => one.name === 'crm').value = crm.url;
				}
			});
			await activate(scene.stage, workflow);
			address = await addressOf(scene.stage, pathOf(workflow, 'From the CRM'));
		});

		after(async () => await crm?.close());

		it('sends the staged picture back to the CRM', async () => {
			const sent = await askFor({ record: '4711', room: 'Living Room', style: 'Modern' });
			const order = scene.stage.sandbox.orders.at(-1);
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
}
