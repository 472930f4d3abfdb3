// The two workflows that submit orders and collect their results, in a real n8n that is killed between the two.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { renderPhoto } from '../../sandbox/photos';
import { n8n2 } from './lines.mjs';
import { openStage } from './stage.mjs';
import {
	activate,
	addCredential,
	addressOf,
	importWorkflow,
	inFolder,
	openDoor,
	pathOf,
	rowsOf,
	runFrom,
	runsOf,
	templateOf,
	until,
} from './templates.mjs';

const SUBMIT_CALL = { method: 'POST', path: '/v1/order' };

let stage;
let door;
let photo;
let submit;
let collect;

before(async () => {
	photo = await renderPhoto('livingRoom');
	stage = await openStage({ workSeconds: 1, webhookTries: 200, webhookPauseSeconds: 0.2 });
	door = await openDoor(stage);
	await addCredential(stage);
	submit = await importWorkflow(stage, await templateOf('submit-orders.json'));
	collect = await importWorkflow(
		stage,
		await templateOf('collect-results.json'),
		inFolder(stage.folder),
	);
	await activate(stage, submit);
	await activate(stage, collect);
	announceResults();
});

after(async () => {
	await door?.close();
	await stage?.close();
	const orders = stage?.sandbox.orders ?? [];
	const paid = orders.reduce((sum, { submits }) => sum + submits, 0);
	console.log(`${orders.length} photos sent, n8n killed twice: ${paid} orders paid`);
});

/* Whatever happened to an order, it was paid once, and its picture is there. */
afterEach(async () => {
	door.isOpen = true;
	await stage.sandbox.announcementsOver();
	for (const { order_id, submits } of stage.sandbox.orders) {
		assert.equal(submits, 1, `order ${order_id} was paid ${submits} times`);
	}
	for (const row of await rowsOf(stage)) {
		assert.equal(row.status, 'done', `${row.listing} is ${row.status}: ${row.problem}`);
		const { format, width } = await sharp(await readFile(row.picture)).metadata();
		assert.ok(format && width > 0, row.picture);
		assert.ok(row.picture.includes(row.order_id), row.picture);
	}
});

describe(`${n8n2.name}: an order that one workflow submits, and another collects`, () => {
	it('gets its row before it is paid, with what belongs to it', async () => {
		let rowsWhenPaid;
		const looking = until('the submit', async () => {
			const isPaid = stage.sandbox.orders.some(({ submits }) => submits > 0);
			if (!isPaid) rowsWhenPaid = await rowsOf(stage);
			return isPaid;
		});
		stage.sandbox.misbehave({ ...SUBMIT_CALL, delaySeconds: 1 });
		await Promise.all([looking, sendForm('1 Oak Street')]);
		const [{ order_id: ordered }] = stage.sandbox.orders;
		const [{ order_id, listing, room, style, status }] = rowsWhenPaid;
		assert.deepEqual(
			{ order_id, listing, room, style, status },
			{
				order_id: ordered,
				listing: '1 Oak Street',
				room: 'Living Room',
				style: 'Modern',
				status: 'uploaded',
			},
		);
		await rowOf('1 Oak Street', 'done');
	});

	it('is collected once, also when its result is announced again', async () => {
		const { deliveries } = stage.sandbox;
		await stage.sandbox.announce(deliveries.at(-1).body);
		assert.equal(deliveries.at(-1).status, 200);
		assert.equal(await timesFollowed(), 1);
	});

	it('n8n is killed before the result is announced: it is collected after the restart', async () => {
		door.isOpen = false;
		await sendForm('2 Elm Street');
		await rowOf('2 Elm Street', 'ordered');
		await stage.killN8n();
		await until('a call that nobody takes', () => stage.sandbox.deliveries.at(-1).status === 502);
		await stage.startN8n();
		assert.equal((await rowOf('2 Elm Street')).status, 'ordered');
		door.isOpen = true;
		await rowOf('2 Elm Street', 'done');
		await stage.sandbox.announce(stage.sandbox.deliveries.at(-1).body);
	});

	it('n8n is killed while it orders: what was paid is found, and not paid again', async () => {
		stage.sandbox.misbehave({ ...SUBMIT_CALL, afterHandling: true, delaySeconds: 60 });
		door.isOpen = false;
		const { length: ordersBefore } = stage.sandbox.orders;
		const sending = sendForm('3 Ash Street');
		await until('the order is taken', () => stage.sandbox.orders[ordersBefore]?.submits > 0);
		await Promise.all([stage.killN8n(), assert.rejects(sending, /fetch failed/)]);
		await stage.startN8n();
		assert.equal((await rowOf('3 Ash Street')).status, 'uploaded');
		await runFrom(stage, await withoutPatience(), 'Every 10 Minutes');
		assert.equal((await rowOf('3 Ash Street')).status, 'ordered');
		door.isOpen = true;
		await rowOf('3 Ash Street', 'done');
	});

	it('could not be ordered: the row says why, and it is ordered later', async () => {
		stage.sandbox.misbehave({ ...SUBMIT_CALL, status: 402, body: { error: 'no credit left' } });
		await sendForm('4 Lime Street');
		const { problem } = await until('the problem', async () => {
			const row = await rowOf('4 Lime Street');
			return row?.problem && row;
		});
		assert.match(problem, /no credit left/);
		await runFrom(stage, await withoutPatience(), 'Every 10 Minutes');
		await rowOf('4 Lime Street', 'done');
	});

	it('its result is never announced: it is asked for', async () => {
		stage.sandbox.setWebhookUrl(undefined);
		await sendForm('5 Fir Street');
		await rowOf('5 Fir Street', 'ordered');
		await runFrom(stage, collect, 'Every 10 Minutes');
		await stage.sandbox.announcementsOver();
		await runFrom(stage, collect, 'Every 10 Minutes');
		assert.equal((await rowOf('5 Fir Street')).status, 'done');
		announceResults();
	});

	it('is collected by two runs at the same time: what follows runs once', async () => {
		const before = await timesFollowed();
		stage.sandbox.setWebhookUrl(undefined);
		await sendForm('6 Bay Street');
		await rowOf('6 Bay Street', 'ordered');
		await stage.sandbox.announcementsOver();
		await Promise.all([1, 2, 3].map(() => runFrom(stage, collect, 'Every 10 Minutes')));
		assert.equal(await timesFollowed(), before + 1);
		announceResults();
	});

	it('all in all: each order has one row, was paid once, and what follows ran once', async () => {
		const { orders } = stage.sandbox;
		const rows = await rowsOf(stage);
		assert.equal(rows.length, 6);
		assert.deepEqual(idsOf(rows), idsOf(orders));
		assert.deepEqual(new Set(orders.map(({ submits }) => submits)), new Set([1]));
		assert.equal(await timesFollowed(), rows.length);
	});
});

function announceResults() {
	stage.sandbox.setWebhookUrl(door.url + pathOf(collect, 'AI HomeDesign Trigger'));
}

/* What a person does with the form. */
async function sendForm(listing) {
	const form = new FormData();
	form.append('field-0', new Blob([photo], { type: 'image/jpeg' }), 'room.jpg');
	for (const [index, value] of [listing, 'Living Room', 'Modern'].entries()) {
		form.append(`field-${index + 1}`, value);
	}
	const address = await addressOf(stage, pathOf(submit, 'Photo Form'));
	const { status } = await fetch(address, { method: 'POST', body: form });
	assert.equal(status, 200);
}

/* The row of a listing, once it has the status, where one is given. */
async function rowOf(listing, status) {
	const find = async () => (await rowsOf(stage)).find((row) => row.listing === listing);
	if (status === undefined) return await find();
	return await until(`${listing} is ${status}`, async () => {
		const row = await find();
		return row?.status === status && row;
	});
}

const idsOf = (some) => some.map(({ order_id }) => order_id).sort();

/* How often "Once for Each Order" got an order. */
async function timesFollowed() {
	const runs = await runsOf(stage, collect);
	return runs.reduce(
		(sum, { nodes }) => sum + (nodes['Once for Each Order']?.items.length ?? 0),
		0,
	);
}

/* A copy of the submitting workflow that takes an order for interrupted at once, not after 10 minutes. */
async function withoutPatience() {
	return await importWorkflow(
		stage,
		await templateOf('submit-orders.json'),
		({ name, parameters }) => {
			if (name !== 'Find Interrupted Orders') return;
			const [, { keyName, condition }] = parameters.filters.conditions;
			assert.deepEqual([keyName, condition], ['createdAt', 'lt']);
			parameters.filters.conditions.pop();
		},
	);
}
