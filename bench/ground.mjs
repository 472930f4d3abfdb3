// What the contenders run on: the vendor, a real n8n with the built package, and a folder for photos and pictures.
import { parse } from 'flatted';
import { randomFillSync } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { drawPhoto } from '../test/engine/harness/photo';
import { openStage } from '../test/e2e/stage.mjs';
import { countRuns } from '../test/e2e/webhooks.mjs';
import { startChild } from './child.mjs';
import { atRest, memoryAtRest, watch } from './processWatch.mjs';
import { inspectable } from './profiler.mjs';
import { READY_SECONDS, startVendor } from './vendor.mjs';
import { chain, isCompared, least, ours, TRIGGER } from './workflows.mjs';

const MEGABYTE = 1024 * 1024;

/**
 * @typedef {object} Taken What it took to take photos through.
 * @property {number} seconds from the first of the compared steps to the end of the last
 * @property {number} cpu seconds of processor time of the contender's process, for the whole run
 * @property {number} rise the most memory that it had above what it had at rest, in MB
 * @property {number} base what it had at rest, in MB
 * @property {import('./vendor.mjs').Traffic} traffic
 */

/**
 * Opens everything, to be closed with `close`.
 *
 * @param inspected whether n8n's inspector is to be open, so that its memory at rest is that after a collection
 */
export async function openGround({ inspected = false } = {}) {
	const inspector = inspected ? await inspectable() : undefined;
	const vendor = await startVendor();
	let stage;
	let n8n;
	let isProfiled = false;
	/* Of all programs that it starts, n8n is the last. */
	const noteN8n = async (start) => {
		const note = ({ process: program }) => (n8n = program);
		subscribe('child_process', note);
		return await start().finally(() => unsubscribe('child_process', note));
	};
	const close = async () => {
		await stage?.close();
		await vendor.close();
	};
	/** Lets n8n come to rest, without garbage where its inspector is open. @returns what it holds then, in MB */
	const settle = async () => {
		if (isProfiled) return undefined;
		await atRest(n8n.pid);
		if (!inspector) return undefined;
		const inside = await inspector.connect();
		/* What the first one ends can be collected by the second. */
		await inside.collectGarbage();
		return await inside.collectGarbage().finally(() => inside.close());
	};
	try {
		stage = await noteN8n(() =>
			openStage(
				{},
				{
					N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
					N8N_CUSTOM_EXTENSIONS: join(import.meta.dirname, 'leastNode'),
					...inspector?.environment,
				},
			),
		);
		const { session, folder } = stage;
		const save = async (name, type, data) => ({
			id: await session.saveCredential(name, type, data),
			name,
		});
		const apiKey = 'key-of-the-benchmark';
		const credentials = {
			ours: await save('AI HomeDesign', 'aiHomeDesignApi', { apiKey, baseUrl: vendor.url }),
			theirs: await save('Header', 'httpHeaderAuth', { name: 'x-api-key', value: apiKey }),
		};
		const pictures = join(folder, 'pictures');
		await mkdir(pictures);
		return {
			stage,
			vendor,
			credentials,
			pictures,
			close,
			n8nPid: () => n8n.pid,
			settle,
			inspect: async () => await inspector.connect(),
			/** @returns the profile of n8n while `work` is done */
			profile: async (work) => {
				await settle();
				const inside = await inspector.connect();
				/* The profiler keeps n8n busy by itself. */
				isProfiled = true;
				return await inside.profile(work).finally(() => {
					isProfiled = false;
					inside.close();
				});
			},
			/** Ends n8n, and starts it again with the same data: what it took before is forgotten. */
			freshN8n: async () => {
				await stage.killN8n();
				await noteN8n(() => stage.startN8n());
				await atRest(n8n.pid);
			},
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** @returns the file of a photo of so many bytes */
export async function makePhoto({ stage: { folder } }, bytes) {
	const photo = await drawPhoto();
	const file = join(folder, `photo-of-${bytes}.jpg`);
	await writeFile(file, Buffer.concat([photo, randomFillSync(Buffer.alloc(bytes - photo.length))]));
	return file;
}

/**
 * Takes photos through a workflow in n8n; `meanwhile` is done again and again as long as that lasts.
 *
 * @returns {Promise<Taken>}
 */
export async function runInN8n(ground, contender, { photo, photos, bytes, atOnce }, meanwhile) {
	const { stage, vendor, credentials } = ground;
	const make = { ours, chain, least }[contender];
	const { url } = vendor;
	const workflow = make({
		photo,
		photos,
		atOnce,
		credentials,
		url,
		readySeconds: READY_SECONDS,
	});
	const id = await stage.session.addWorkflow(workflow);
	await vendor.set({ pictureBytes: bytes });
	const pid = ground.n8nPid();
	await ground.settle();
	const base = await memoryAtRest(pid);
	const {
		result: executionId,
		peak,
		cpu,
	} = await watch(pid, async () => {
		const started = await stage.session.execute(id, TRIGGER);
		/* Read from the database: asking n8n itself would cost it processor time. */
		while (countRuns(stage, { id }).open > 0) {
			await pause(200);
			await meanwhile?.();
		}
		return started;
	});
	const { seconds, delivered } = await readRun(stage, executionId);
	const traffic = await vendor.traffic();
	await removeFilesOf(stage, executionId, id);
	refuseIncomplete({ contender, photos, bytes, delivered, traffic });
	return { seconds, cpu, base, rise: peak - base, traffic };
}

/**
 * Runs once more, and collects n8n's garbage all the while: what is left is what the run needs.
 *
 * @returns the most that n8n held above what it holds at rest, in MB
 */
export async function mostHeld(ground, contender, task) {
	const before = await ground.settle();
	const inside = await ground.inspect();
	let most = before;
	await runInN8n(ground, contender, task, async () => {
		most = Math.max(most, await inside.collectGarbage());
	}).finally(() => inside.close());
	return most - before;
}

/**
 * Takes photos through with undici alone, in a process of its own.
 *
 * @param holding how much that process is to hold in its heap beside, in MB
 * @returns {Promise<Taken>}
 */
export async function runBare(
	{ vendor, pictures },
	{ photo, photos, bytes, warmUp, atOnce },
	holding = 0,
) {
	const client = await startChild('bareClient.mjs', [vendor.url, holding], ['--expose-gc']);
	try {
		const folder = pictures;
		await vendor.set({ pictureBytes: warmUp.bytes });
		await client.ask({ ...warmUp, folder, atOnce });
		await vendor.set({ pictureBytes: bytes });
		await client.ask({ collectGarbage: true });
		const base = await memoryAtRest(client.pid);
		const { result, peak, cpu } = await watch(client.pid, () =>
			client.ask({ photo, photos, folder, atOnce }),
		);
		const traffic = await vendor.traffic();
		const delivered = traffic.times.download;
		refuseIncomplete({ contender: 'bare', photos, bytes, delivered, traffic });
		return { seconds: result.seconds, cpu, base, rise: peak - base, traffic };
	} finally {
		await client.close();
		await rm(pictures, { recursive: true, force: true });
		await mkdir(pictures);
	}
}

/* From the start of the first node that is compared to the end of the last, as n8n notes them. */
async function readRun({ session }, executionId) {
	const { content } = await session.ask('GET', `/rest/executions/${executionId}`);
	const { status, data } = JSON.parse(content).data;
	const { runData, error } = parse(data).resultData;
	if (status !== 'success') throw new Error(`A run ended with "${status}": ${error?.message}`);
	const runs = Object.entries(runData).flatMap(([name, list]) => (isCompared(name) ? list : []));
	const start = Math.min(...runs.map(({ startTime }) => startTime));
	const end = Math.max(...runs.map(({ startTime, executionTime }) => startTime + executionTime));
	const last = runData.Stage ?? runData.Download;
	const delivered = last
		.flatMap(({ data: { main } }) => main.flat())
		.filter(({ binary }) => binary?.data?.id).length;
	return { seconds: (end - start) / 1000, delivered };
}

/* n8n itself removes them only much later. */
async function removeFilesOf({ session, folder }, executionId, workflowId) {
	await session.ask('POST', '/rest/executions/delete', { ids: [executionId] });
	const parts = ['workflows', workflowId, 'executions', executionId];
	for (const place of ['storage', 'binaryData']) {
		await rm(join(folder, '.n8n', place, ...parts), { recursive: true, force: true });
	}
}

function refuseIncomplete({ contender, photos, bytes, delivered, traffic }) {
	const { times, bytesIn } = traffic;
	const isComplete =
		delivered === photos &&
		['upload', 'submit', 'download'].every((kind) => times[kind] === photos) &&
		times.other === undefined &&
		bytesIn >= photos * bytes;
	if (isComplete) return;
	const seen = JSON.stringify({ delivered, megabytesIn: bytesIn / MEGABYTE, ...times });
	throw new Error(`${contender} did not take ${photos} photos through once each: ${seen}`);
}
