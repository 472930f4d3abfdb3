// The node and the trigger where n8n spreads its executions over workers, one of which is killed in the midst of its work.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { renderPhoto } from '../../sandbox/photos';
import {
	addApiKey,
	executionsOf,
	isHandedOut,
	lookAt,
	retryByApi,
	retryInEditor,
	stop,
	whenOver,
} from './executions.mjs';
import { n8n2 } from './lines.mjs';
import { tableOf, writeFigures } from './operationsFigures.mjs';
import { addOneStep, addSavedResults, addTwoStep, sendPhotos } from './photoBatches.mjs';
import { openQueue } from './queue.mjs';
import { until } from './templates.mjs';

/** Both pass; `database` is what n8n chooses by itself in queue mode. */
const BINARIES = process.env.N8N_DEFAULT_BINARY_DATA_MODE ?? 'filesystem';

/** n8n's own waits are 60, 10 and 30 seconds, and 180 minutes. */
const SHORTER_WAITS = {
	QUEUE_WORKER_LOCK_DURATION: '25000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.25',
};

const PHOTOS_IN_A_BATCH = 5;
/** Fewer than the executions that are sent at once, so that one worker cannot take them all. */
const CONCURRENCY = 6;

/** How many orders of an account a worker submits at the same time, as docs/reliability.md promises. */
const SUBMITS_OF_A_WORKER = 3;

/** Some of the photos of a single batch. */
const PAID_AT_THE_KILL = 3;

const rows = [];

let stage;
let photo;
let workers;
let oneStep;
let twoStep;
let trigger;
let apiKey;
/** The event that came in before n8n was restarted. */
let known;

before(async () => {
	photo = await renderPhoto('livingRoom', { width: 320 });
	stage = await openQueue(
		{ etaSeconds: 4, workSeconds: 8 },
		{ N8N_DEFAULT_BINARY_DATA_MODE: BINARIES, ...SHORTER_WAITS },
	);
	workers = await Promise.all([startWorker(), startWorker()]);
	oneStep = await addOneStep(stage);
	twoStep = await addTwoStep(stage);
	trigger = await addSavedResults(stage, stage.folder);
	apiKey = await addApiKey(stage);
});

after(async () => {
	await stage?.close();
	const table = tableOf(rows);
	console.log(`binaries kept in: ${BINARIES}\n${table.join('\n')}`);
	if (process.env.UPDATE_DOCS) await writeFigures(table);
});

describe(`${n8n2.name}, in queue mode`, () => {
	it('40 photos in 8 executions on two workers: each is ordered once, and delivered', async () => {
		const batches = await sendBatches(twoStep, 'calm', 8);
		const executions = await whenOver(stage, idsOf(batches));
		const delivered = await assertDelivered(executions, 40);
		assert.equal(ordersOf(batches).length, 40);
		assert.deepEqual(paidTwice(batches), []);
		assert.equal(paidFor(batches), 40);
		for (const worker of workers) {
			const own = await worker.executions();
			assert.ok(own.length > 0, `${worker.name} took no part`);
			assert.doesNotMatch(await worker.log(), /errored|Problem with/);
		}
		assert.ok(mostAtOnce('POST', '/v1/order') <= SUBMITS_OF_A_WORKER * workers.length);
		const word = 'success';
		note({ what: 'nothing', batches, killed: [], paidBefore: 0, word, done: 'nothing', delivered });
	});

	it('a result that is announced starts one run, on a worker, which has the picture', async () => {
		[known] = await stage.sandbox.finishedOrders(1);
		stage.sandbox.setWebhookUrl(stage.n8nUrl + trigger.path);
		await Promise.all([stage.sandbox.announce(known), stage.sandbox.announce(known)]);
		await stage.sandbox.announce(known);
		const [id] = await until('a run', async () => {
			const runs = await executionsOf(stage, trigger);
			return runs.length > 0 && runs;
		});
		await assertSaved(id, known);
		const onWorkers = (await Promise.all(workers.map((one) => one.executions()))).flat();
		assert.ok(onWorkers.includes(id));
		assert.deepEqual(await executionsOf(stage, trigger), [id]);
		stage.sandbox.setWebhookUrl(undefined);
	});

	describe('a worker is killed while its executions are half paid, and n8n goes on without it', () => {
		let started;
		let killed;
		let killedAt;
		let paidBefore;
		let orders;
		let seen;
		let retries;
		let failing;

		before(async () => {
			const [two, one] = await Promise.all([
				sendBatches(twoStep, 'two-step', 8),
				sendBatches(oneStep, 'one-step', 4),
			]);
			started = { two, one };
			const victim = await until('a worker that has paid orders of both kinds', async () => {
				for (const worker of workers) {
					const own = await worker.executions();
					const paid = [two, one].map((batches) => paidFor(within(batches, own)));
					if (paid.every((count) => count >= PAID_AT_THE_KILL)) return worker;
				}
				return undefined;
			});
			killed = await kill(victim, started);
			killedAt = Date.now();
			orders = ordersOf(one).map(({ order_id }) => order_id);
			const batches = [...killed.two, ...killed.one];
			const [stopped, ...others] = idsOf(batches);
			failing = failed(others);
			/* The retries pay for the same photos: what the killed worker had paid is counted before they begin. */
			seen = await Promise.all(batches.map(async (batch) => await lookAtBatch(batch)));
			paidBefore = paidFor(killed.two);
			await stop(stage, stopped);
			retries = await Promise.allSettled(
				idsOf(batches).map(async (id) => await retryByApi(stage, apiKey, id)),
			);
		});

		it('n8n shows its executions as running, and keeps what they had done', () => {
			for (const execution of seen) {
				assert.equal(execution.status, 'running');
				assertProgressKept(execution);
			}
		});

		it('Upload, then Order by ID: a retry by that time pays nothing twice, and delivers all 40', async () => {
			const delivered = await assertDelivered(await endOf(started.two, killed.two), 40);
			assert.deepEqual(paidTwice(started.two), []);
			assert.equal(paidFor(started.two), 40);
			note({
				what: 'a worker was killed; Upload, then Order by ID',
				batches: started.two,
				killed: killed.two,
				paidBefore,
				word: 'running',
				done: 'retried at once, through the API',
				delivered,
			});
		});

		it('all in one node: a retry pays twice what the killed worker had paid, and nothing else', async () => {
			const delivered = await assertDelivered(await endOf(started.one, killed.one), 20);
			const paidByKilled = ordersOf(killed.one).filter(
				({ order_id, submits }) => orders.includes(order_id) && submits > 0,
			);
			assert.ok(paidByKilled.length > 0);
			assert.deepEqual(
				paidTwice(started.one).sort(),
				paidByKilled.map((order) => order.file_name).sort(),
			);
			assert.equal(paidFor(started.one), 20 + paidByKilled.length);
			note({
				what: 'a worker was killed; all in one node',
				batches: started.one,
				killed: killed.one,
				paidBefore: paidByKilled.length,
				word: 'running',
				done: 'retried at once, through the API',
				delivered,
			});
		});

		it('left alone, n8n calls them failed and forgets what they had done: a retry then does nothing', async () => {
			const paid = paidFor(started.two);
			const { executions, seconds } = await failing;
			for (const { error, done, next } of executions) {
				assert.match(error, /failed to be processed too many times/);
				assert.deepEqual([done, next], [[], []]);
			}
			const late = await lookAt(stage, await retryInEditor(stage, executions[0].id));
			assert.deepEqual([late.status, late.done, late.pictures], ['error', [], []]);
			assert.equal(paidFor(started.two), paid);
			for (const row of rows.filter(({ word }) => word === 'running')) {
				row.word = `running, then error after ${seconds} s`;
			}
		});

		it('stopped by hand, it is called canceled, and what it had done stays', async () => {
			const [{ id }] = killed.two;
			await failing;
			const execution = await lookAt(stage, id);
			assert.equal(execution.status, 'canceled');
			const { paid } = seen.find((one) => one.id === id);
			assertProgressKept({ ...execution, paid });
		});

		/* The executions, once n8n calls all of them failed, and how long that took. */
		async function failed(ids) {
			const executions = await whenOver(stage, ids, ['error']);
			return { executions, seconds: Math.round((Date.now() - killedAt) / 1000) };
		}

		/* How the executions of all batches ended, or the retries of those that were killed. */
		async function endOf(batches, those) {
			const retried = those.map(({ id }) => {
				const { value, reason } = retries[seen.findIndex((one) => one.id === id)];
				if (reason) throw reason;
				return value;
			});
			const others = idsOf(batches).filter((id) => !idsOf(those).includes(id));
			return await whenOver(stage, [...others, ...retried]);
		}
	});

	describe('a worker and the main are killed, and the main starts again', () => {
		let batches;
		let killed;
		let killedAt;

		before(async () => {
			workers.push(await startWorker());
			batches = await sendBatches(twoStep, 'restart', 8);
			const victim = await until('a worker that has paid orders', async () => {
				for (const worker of workers) {
					const own = await worker.executions();
					if (paidFor(within(batches, own)) >= PAID_AT_THE_KILL) return worker;
				}
				return undefined;
			});
			({ batches: killed } = await kill(victim, { batches }));
			killedAt = Date.now();
			await stage.killN8n();
			await stage.startN8n();
		});

		it('n8n calls the executions crashed and keeps what they had done: a retry pays nothing twice, and delivers all 40', async () => {
			const paidBefore = paidFor(killed);
			const executions = await whenOver(stage, idsOf(batches));
			const seconds = Math.round((Date.now() - killedAt) / 1000);
			const [crashed, well] = [true, false].map((isKilled) =>
				executions.filter(({ id }) => idsOf(killed).includes(id) === isKilled),
			);
			for (const execution of crashed) {
				assert.equal(execution.status, 'crashed');
				assertProgressKept({ ...execution, paid: paidFor(within(killed, [execution.id])) });
			}
			const retried = await Promise.all(
				idsOf(crashed).map(async (id) => await retryInEditor(stage, id)),
			);
			const delivered = await assertDelivered([...well, ...(await whenOver(stage, retried))], 40);
			assert.deepEqual(paidTwice(batches), []);
			assert.equal(paidFor(batches), 40);
			note({
				what: 'a worker and the main were killed, the main started again; Upload, then Order by ID',
				batches,
				killed,
				paidBefore,
				word: `crashed, after ${seconds} s`,
				done: 'retried in the editor',
				delivered,
			});
		});

		it('an event that came before the restart starts no run when it is announced again', async () => {
			const runs = await executionsOf(stage, trigger);
			stage.sandbox.setWebhookUrl(stage.n8nUrl + trigger.path);
			const [fresh] = await stage.sandbox.finishedOrders(1);
			for (const body of [known, fresh]) await stage.sandbox.announce(body);
			const more = await until('the run of another event', async () => {
				const all = await executionsOf(stage, trigger);
				return all.length > runs.length && all;
			});
			const [id, ...others] = more.slice(runs.length);
			assert.deepEqual(others, []);
			await assertSaved(id, fresh);
		});
	});

	it('nothing of the package in the log of the main', async () => {
		const log = await readFile(join(stage.folder, 'n8n.log'), 'utf8');
		assert.doesNotMatch(log, /aihomedesign/i);
	});
});

async function startWorker() {
	return await stage.startWorker({ concurrency: CONCURRENCY });
}

/* Kills a worker. Gives those of the batches that it had begun. */
async function kill(victim, kinds) {
	await victim.kill();
	workers.splice(workers.indexOf(victim), 1);
	const own = await victim.executions();
	return Object.fromEntries(
		Object.entries(kinds).map(([kind, batches]) => [kind, within(batches, own)]),
	);
}

/* Sends batches at the same time, each to an execution of its own. */
async function sendBatches(workflow, label, count) {
	return await Promise.all(
		Array.from({ length: count }, async (_batch, batch) => {
			const names = Array.from(
				{ length: PHOTOS_IN_A_BATCH },
				(_photo, index) => `${label}-${batch + 1}-${index + 1}.jpg`,
			);
			return await sendPhotos(stage, workflow, { names, photo });
		}),
	);
}

const idsOf = (some) => some.map(({ id }) => id);

const within = (batches, ids) => batches.filter(({ id }) => ids.includes(id));

/* All that was uploaded of the batches' photos. */
function ordersOf(batches) {
	const names = new Set(batches.flatMap((batch) => batch.names));
	return stage.sandbox.orders.filter(({ file_name }) => names.has(file_name));
}

function paidFor(batches) {
	return ordersOf(batches).reduce((sum, { submits }) => sum + submits, 0);
}

/* The names of the photos that were paid for more than once. */
function paidTwice(batches) {
	const times = new Map();
	for (const { file_name, submits } of ordersOf(batches)) {
		times.set(file_name, (times.get(file_name) ?? 0) + submits);
	}
	return [...times].filter(([, count]) => count > 1).map(([name]) => name);
}

/* Every execution ended well, and n8n hands out as many pictures, each of another order. */
async function assertDelivered(executions, count) {
	for (const { id, status, error } of executions)
		assert.equal(status, 'success', `${id}: ${error}`);
	const pictures = executions.flatMap((execution) => execution.pictures);
	assert.equal(new Set(pictures.map(({ order }) => order)).size, count);
	assert.equal(pictures.length, count);
	for (const picture of pictures) assert.ok(await isHandedOut(stage, picture), picture.id);
	return count;
}

/* A run of the trigger ended well, and a worker saved the picture that the main had fetched. */
async function assertSaved(id, { order_id }) {
	const [{ status, error }] = await whenOver(stage, [id]);
	assert.equal(status, 'success', error);
	const { width } = await sharp(await readFile(join(stage.folder, `${order_id}.jpg`))).metadata();
	assert.ok(width > 0);
}

/* How the execution of a batch stands, and how many of its photos are paid for. */
async function lookAtBatch(batch) {
	return { ...(await lookAt(stage, batch.id)), paid: paidFor([batch]) };
}

/* Nothing is paid before n8n has written down the step before. */
function assertProgressKept({ next, paid }) {
	if (paid > 0) assert.deepEqual(next, ['Order Staging']);
	else assert.notDeepEqual(next, []);
}

/* How many calls of a kind the sandbox had open at the same time. */
function mostAtOnce(method, path) {
	const calls = stage.sandbox.calls.filter((call) => call.method === method && call.path === path);
	return Math.max(
		...calls.map(
			({ startedAt }) =>
				calls.filter((other) => other.startedAt <= startedAt && other.endedAt > startedAt).length,
		),
	);
}

function note({ batches, killed, ...row }) {
	rows.push({
		...row,
		photos: batches.length * PHOTOS_IN_A_BATCH,
		killed: killed.length,
		paid: paidFor(batches),
		twice: paidTwice(batches).length,
	});
}
