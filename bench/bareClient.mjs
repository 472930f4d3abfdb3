// The limit: undici alone, with as many requests at once as it is told, from disk and to disk. A process of its own.
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { orderOf, photoForm } from './photoOrder.cjs';

const MEGABYTE = 1024 * 1024;

const [url, holding] = process.argv.slice(2);
const held = [];
const headers = { 'x-api-key': 'key', accept: 'application/json' };

/* Fills the heap with objects, as a large program does. */
function hold(megabytes) {
	while (process.memoryUsage().heapUsed < megabytes * MEGABYTE) {
		held.push(Array.from({ length: 1000 }, (_, number) => ({ number, name: `object ${number}` })));
	}
}

/* Each photo goes its way by itself, as in the node; a pool lets only so many be at a step at once. */
async function run({ photo, photos, folder, atOnce }) {
	const pools = Object.fromEntries(
		Object.entries(atOnce).map(([kind, connections]) => [kind, new Pool(url, { connections })]),
	);
	const { size } = await stat(photo);
	const start = performance.now();
	await Promise.all(
		Array.from({ length: photos }, (_, index) =>
			takeThrough(pools, { photo, size, target: join(folder, `picture-${index}.jpg`) }),
		),
	);
	const seconds = (performance.now() - start) / 1000;
	await Promise.all(Object.values(pools).map(async (pool) => await pool.close()));
	return { seconds };
}

async function takeThrough({ upload, submit, look, download }, { photo, size, target }) {
	const form = photoForm(photo, size);
	const { order_id } = await answerOf(upload, {
		method: 'POST',
		path: '/v1/order/image',
		headers: { ...headers, ...form.headers },
		body: form.body,
	});
	const { eta } = await answerOf(submit, {
		method: 'POST',
		path: '/v1/order',
		headers: { ...headers, 'content-type': 'application/json' },
		body: JSON.stringify(orderOf(order_id)),
	});
	await pause(eta * 1000);
	const order = await answerOf(look, { path: `/v1/order/${order_id}`, method: 'GET', headers });
	const path = new URL(order.generated_images[0].src).pathname;
	await download.stream({ path, method: 'GET' }, () => createWriteStream(target));
}

async function answerOf(pool, options) {
	const { statusCode, body } = await pool.request(options);
	if (statusCode !== 200) throw new Error(`${options.path}: ${statusCode}`);
	return await body.json();
}

process.on('message', async (wish) => {
	if (!wish.collectGarbage) return void process.send(await run(wish));
	globalThis.gc();
	globalThis.gc();
	process.send('collected');
});
process.on('disconnect', () => process.exit());
hold(Number(holding));
process.send('ready');
