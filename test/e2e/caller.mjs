// Calls a webhook at a steady rate, in a thread of its own: whatever else the test is doing, a call goes out at its time.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** The vendor waits no longer for an answer. */
const PATIENCE_MS = 10_000;

/**
 * @typedef {object} Answered What became of a call.
 * @property {number} status 0 where no answer came
 * @property {number} milliseconds from the moment it had to go out to the end of its answer
 */

/**
 * Posts each body at its time, whether or not the calls before it are answered.
 *
 * @param {{ url: string, bodies: object[], perSecond: number }} plan
 * @returns {Promise<Answered[]>} in the order of the bodies, once all are over
 */
export async function callAtRate(plan) {
	const worker = new Worker(new URL(import.meta.url), { workerData: plan, execArgv: [] });
	return await new Promise((resolve, reject) => {
		worker.once('message', resolve);
		worker.once('error', reject);
	});
}

async function callAll({ url, bodies, perSecond }) {
	const agent = new Agent({ keepAlive: true });
	const start = performance.now();
	const calls = [];
	for (const [index, body] of bodies.entries()) {
		const due = start + (index * 1000) / perSecond;
		const left = due - performance.now();
		if (left > 0) await pause(left);
		calls.push(post(url, body, { agent, due }));
	}
	const answered = await Promise.all(calls);
	agent.destroy();
	return answered;
}

async function post(url, body, { agent, due }) {
	const status = await new Promise((resolve) => {
		const headers = { 'content-type': 'application/json' };
		const call = request(url, { method: 'POST', agent, headers, timeout: PATIENCE_MS });
		call.on('response', (response) => {
			response.resume().on('end', () => resolve(response.statusCode));
		});
		call.on('timeout', () => call.destroy());
		call.on('error', () => resolve(0));
		call.on('close', () => resolve(0));
		call.end(JSON.stringify(body));
	});
	return { status, milliseconds: performance.now() - due };
}

if (!isMainThread && workerData?.bodies) parentPort.postMessage(await callAll(workerData));
