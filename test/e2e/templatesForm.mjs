// upload-form.json: somebody sends a photo in a browser, and waits for the next page.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { OVER } from './executions.mjs';
import {
	activate,
	addressOf,
	importWorkflow,
	pathOf,
	statesOf,
	templateOf,
	until,
} from './templates.mjs';

/** The promises of upload-form.json; `scene` has the `stage` and the photo of a `room`, once the tests run. */
export function uploadForm(line, scene) {
	describe(`${line.name}: upload-form.json`, () => {
		let workflow;
		let address;

		before(async () => {
			workflow = await importWorkflow(scene.stage, await templateOf('upload-form.json'));
			await activate(scene.stage, workflow);
			address = await addressOf(scene.stage, pathOf(workflow, 'Photo Form'));
		});

		it('offers rooms and styles that AI HomeDesign has', async () => {
			const page = await (await fetch(address)).text();
			for (const field of ['field-1', 'field-2']) assert.ok(page.includes(`name='${field}'`));
			const { parameters } = workflow.nodes.find(({ name }) => name === 'Photo Form');
			const [, rooms, styles] = parameters.formFields.values.map(({ fieldOptions }) =>
				fieldOptions?.values.map(({ option }) => option),
			);
			const service = 'service-ai-virtual-staging';
			const spaces = await inCatalog(`/v1/catalog/spaces?service_name=${service}`);
			for (const room of rooms) assert.ok(spaces.includes(room), room);
			const offered = await inCatalog(`/v1/catalog/items/filter?service_name=${service}`);
			for (const style of styles) assert.ok(offered.includes(style), style);
		});

		it('shows the staged picture, and a link to it', async () => {
			const page = await send(scene.room, 'room.jpg');
			assert.equal(headingOf(page), 'Your staged room');
			const [, shown] = /<img src="(http[^"]+)"/.exec(page);
			const [, linked] = /<a href="(http[^"]+)" target="_blank">Open the picture/.exec(page);
			assert.equal(linked, shown);
			const { width } = await sharp(await (await fetch(shown)).arrayBuffer()).metadata();
			assert.ok(width > 0);
			const { order_id, submits } = scene.stage.sandbox.orders.at(-1);
			assert.equal(submits, 1);
			assert.ok(page.includes(order_id));
		});

		it('says why a photo could not be staged, and orders nothing', async () => {
			const { length } = scene.stage.sandbox.orders;
			const page = await send('no picture', 'room.jpg');
			assert.equal(headingOf(page), 'The photo could not be staged');
			assert.match(page, /is not an image that AI HomeDesign takes \(it is called room\.jpg/);
			assert.doesNotMatch(page, /\[item/);
			assert.equal(scene.stage.sandbox.orders.length, length);
		});

		it('leaves no run waiting once the page was seen', async () => {
			const states = await until('the end of both runs', async () => {
				const all = await statesOf(scene.stage, workflow);
				/* A run that n8n is about to go on with is in no list. */
				return all.length >= 2 && all.every((state) => OVER.includes(state)) && all;
			});
			assert.deepEqual(states, ['success', 'success']);
		});

		async function inCatalog(path) {
			const { url, apiKey } = scene.stage.sandbox;
			const answer = await fetch(url + path, { headers: { 'x-api-key': apiKey } });
			assert.equal(answer.status, 200);
			return JSON.stringify(await answer.json());
		}

		/* What the scripts in n8n's form do (n8n, form-trigger and form-trigger-completion); gives the page at the end. */
		async function send(photo, fileName) {
			const form = new FormData();
			form.append('field-0', new Blob([photo], { type: 'image/jpeg' }), fileName);
			form.append('field-1', 'Living Room');
			form.append('field-2', 'Modern');
			const answer = await fetch(address, { method: 'POST', body: form });
			const next = new URL((await answer.json()).formWaitingUrl);
			const state = new URL(next);
			state.pathname += '/n8n-execution-status';
			await until('the next page', async () => {
				return (await (await fetch(state)).text()).trim() === 'form-waiting';
			});
			const page = await (await fetch(next)).text();
			assert.equal((await fetch(next, { method: 'POST' })).status, 200);
			return page;
		}
	});
}

function headingOf(page) {
	return /<h1>(.*?)<\/h1>/.exec(page)?.[1];
}
