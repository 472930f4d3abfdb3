// The trigger in a real n8n: what AI HomeDesign announces starts one run each, and what anyone else sends starts none.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { callsToShownAddress, forgedCalls, postTo } from './forgedCalls.mjs';
import { n8n2 } from './lines.mjs';
import { openStage } from './stage.mjs';
import { until } from './templates.mjs';
import {
	addressesInEditor,
	addTrigger,
	countRuns,
	listen,
	runsOf,
	settled,
	wholeExecutions,
} from './webhooks.mjs';

/* With what is written otherwise in an address. */
const SECRET = 'open sesame/§&?=#+%41';
const DROPPED = 'AI HomeDesign Trigger: a call was dropped';

const tally = { announced: 0, runs: 0, forged: new Map() };

let stage;
let open;
let secret;

before(async () => {
	stage = await openStage({}, { N8N_LOG_LEVEL: 'debug' });
	open = await addTrigger(stage, { downloadImage: true });
	secret = await addTrigger(stage, { downloadImage: true, secret: SECRET });
});

after(async () => {
	await stage?.close();
	const { announced, runs, forged } = tally;
	console.log(`${announced} results announced: ${runs} runs`);
	for (const [status, count] of [...forged].sort()) {
		console.log(`${count} calls that should not be made, answered ${status}: no run`);
	}
});

describe(`${n8n2.name}: what AI HomeDesign announces starts exactly one run`, () => {
	it('a picture: verified, with the file', async () => {
		const bodies = await stage.sandbox.finishedOrders(3);
		const runs = await announce(open, bodies);
		assert.deepEqual(
			runs.map(({ items: [{ json }] }) => json.order_id).sort(),
			bodies.map(({ order_id }) => order_id).sort(),
		);
		for (const { items } of runs) await assertWhole(items);
	});

	it('a picture, to the address with the secret', async () => {
		const [{ items }] = await announce(secret, await stage.sandbox.finishedOrders(1));
		await assertWhole(items);
	});

	it('a picture that is announced twice', async () => {
		const [body] = await stage.sandbox.finishedOrders(1);
		await announce(open, [body, body], { runs: 1 });
	});

	it('an enlarged picture, which only the secret vouches for', async () => {
		const [{ image }] = await stage.sandbox.finishedOrders(1);
		const body = {
			generated_image_id: image.id,
			upscaled_image_src: image.after_src,
			user_id: 'user',
		};
		const [{ items }] = await announce(secret, [body]);
		assert.equal(items[0].json.event, 'imageUpscaled');
		await assertWhole(items);
	});

	for (const announceAs of ['documented', 'seen']) {
		it(`a process with two pictures, in the ${announceAs} body`, async () => {
			stage.sandbox.setWebhookUrl(stage.n8nUrl + open.path);
			const known = countRuns(stage, open).total;
			await stage.sandbox.process({ tool: 'tool-virtual-staging', assets: 2, announceAs });
			const [{ items }, ...others] = await runsAfter(open, known);
			assert.deepEqual(others, []);
			assert.equal(items.length, 2);
			await assertWhole(items);
			tally.announced += 1;
			tally.runs += 1;
		});
	}

	it('a picture, to the test address while the editor listens', async () => {
		const building = await addTrigger(stage, { downloadImage: true });
		await listen(stage, building);
		const [body] = await stage.sandbox.finishedOrders(1);
		const address = stage.n8nUrl + building.path.replace('/webhook/', '/webhook-test/');
		stage.sandbox.setWebhookUrl(address);
		await stage.sandbox.announce(body);
		const [{ items }, ...others] = await runsAfter(building, 0);
		assert.deepEqual(others, []);
		await assertWhole(items);
		assert.equal((await postTo(address, { body: JSON.stringify(body) })).status, 404);
		tally.announced += 1;
		tally.runs += 1;
	});
});

describe(`${n8n2.name}: what anyone else sends is answered, and starts no run`, () => {
	it('each in its way', async () => {
		const [real] = await stage.sandbox.finishedOrders(1);
		const calls = forgedCalls({ real, open, secret, secretText: SECRET });
		const known = [open, secret].map((workflow) => countRuns(stage, workflow).total);
		const droppedBefore = await countDropped();
		const failures = [];
		for (const { what, path, status: expected, ...request } of calls) {
			const status = await postForged({ path, ...request });
			if (status !== expected) failures.push(`${what}: ${status}, not ${expected}`);
		}
		assert.deepEqual(failures, []);
		const toDrop = calls.filter(({ isDropped }) => isDropped).length;
		await until(
			`${toDrop} dropped calls`,
			async () => (await countDropped()) >= droppedBefore + toDrop,
		);
		await Promise.all([open, secret].map(async (workflow) => await settled(stage, workflow)));
		assert.deepEqual(
			[open, secret].map((workflow) => countRuns(stage, workflow).total),
			known,
		);
	});

	it('and n8n still takes the real ones', async () => {
		await announce(open, await stage.sandbox.finishedOrders(1));
	});
});

describe(`${n8n2.name}: the secret is nowhere but in the workflow`, () => {
	it('not in what n8n logs at its most talkative', async () => {
		const log = await logOfN8n();
		assert.match(log, /debug/);
		assertNoSecret(log, 'the log');
	});

	it('not in what n8n keeps of a run', async () => {
		assert.ok(runsOf(stage, secret).length > 0);
		for (const run of await wholeExecutions(stage, secret)) assertNoSecret(run, 'an execution');
	});
});

describe(`${n8n2.name}: the address that the editor shows`, () => {
	it('is the one to paste, with the secret where there is one', async () => {
		for (const [{ webhookId, path }, options] of [
			[open, {}],
			[secret, { secret: SECRET }],
		]) {
			const shown = await addressesInEditor(stage, { webhookId, parameters: { options } });
			assert.deepEqual(shown, [`${stage.n8nUrl}${path}`]);
		}
	});
});

describe(`${n8n2.name}: the address that is only there to be shown`, () => {
	it('starts no run, though the right secret is in its path', async () => {
		const known = countRuns(stage, secret).total;
		const [real] = await stage.sandbox.finishedOrders(1);
		for (const call of callsToShownAddress({ real, secret, secretText: SECRET })) {
			assert.ok([401, 404].includes(await postForged(call)), call.what);
		}
		assert.equal(await settled(stage, secret), known);
	});
});

async function postForged({ path, ...request }) {
	const { status } = await postTo(stage.n8nUrl + path, request);
	tally.forged.set(status, (tally.forged.get(status) ?? 0) + 1);
	return status;
}

/* Announces results as the sandbox does, and gives the runs that came of them. */
async function announce(workflow, bodies, { runs = bodies.length } = {}) {
	stage.sandbox.setWebhookUrl(stage.n8nUrl + workflow.path);
	const known = countRuns(stage, workflow).total;
	for (const body of bodies) await stage.sandbox.announce(body);
	const started = await runsAfter(workflow, known);
	assert.equal(started.length, runs);
	tally.announced += runs;
	tally.runs += started.length;
	return started;
}

async function runsAfter(workflow, known) {
	await stage.sandbox.announcementsOver();
	await until('a run', () => countRuns(stage, workflow).total > known);
	await settled(stage, workflow);
	const runs = runsOf(stage, workflow).slice(known);
	for (const { id, status } of runs) assert.equal(status, 'success', `run ${id}`);
	return runs;
}

/* Every item is verified, and n8n hands out its picture. */
async function assertWhole(items) {
	for (const { json, binary } of items) {
		assert.equal(json.verified, true);
		const { id, bytes, mimeType } = binary.data;
		assert.match(mimeType, /^image\//);
		const query = new URLSearchParams({ id, action: 'view' });
		const { status, content } = await stage.session.ask('GET', `/rest/binary-data?${query}`);
		assert.equal(status, 200);
		assert.ok(bytes > 0 && content.length > 0);
	}
}

function assertNoSecret(text, where) {
	for (const form of [SECRET, encodeURIComponent(SECRET), JSON.stringify(SECRET).slice(1, -1)]) {
		assert.ok(!text.includes(form), `${where} holds the secret`);
	}
}

async function countDropped() {
	return (await logOfN8n()).split(DROPPED).length - 1;
}

async function logOfN8n() {
	return await readFile(join(stage.folder, 'n8n.log'), 'utf8');
}
