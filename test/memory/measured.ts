/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import '../environment.js';
import { randomFillSync } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';
import { itemWithFile, keepBinariesOnDisk } from '../engine/harness/binaries';
import { drawPhoto } from '../engine/harness/photo';
import { runNode } from '../engine/harness/run';
import { naiveType } from '../faults/runScenario';
import { type Measured, readTask, type Task } from './messages';

/** How often the memory is looked at, in milliseconds. */
const SAMPLE_EVERY = 50;

/** Runs the node on large files in n8n's real engine, and watches how much memory this process takes. */
async function measure({ contender, address, items, bytesPerItem }: Task): Promise<Measured> {
	const removeBinaries = await keepBinariesOnDisk();
	const type = contender === 'naive' ? await naiveType() : undefined;
	const run = async (input: INodeExecutionData[], executionId: string) =>
		await runNode({
			credential: { apiKey: 'key', baseUrl: address },
			parameters: { space: 'room', style: 'modern', styleWidget: 'style' },
			settings: type === undefined ? {} : { type },
			items: input,
			executionId,
		});
	await run([await itemWithFile(await drawPhoto())], 'warm-up');
	const large = await itemWithFile(await makeLarge(bytesPerItem));
	await settle();

	const base = megabytesNow();
	let peak = base;
	const sampling = setInterval(() => {
		peak = Math.max(peak, megabytesNow());
	}, SAMPLE_EVERY);
	const start = performance.now();
	const outcome = await run(
		Array.from({ length: items }, () => ({ ...large, binary: { ...large.binary } })),
		'measured',
	);
	const seconds = (performance.now() - start) / 1000;
	clearInterval(sampling);
	await removeBinaries();
	const delivered = outcome.items.filter(({ binary }) => binary?.data).length;
	return { base, peak, seconds, delivered, error: outcome.error?.message };
}

/** @returns a file that begins as a photo */
async function makeLarge(bytes: number): Promise<Buffer> {
	const photo = await drawPhoto();
	return Buffer.concat([photo, randomFillSync(Buffer.alloc(bytes - photo.length))]);
}

/** Lets everything that is no longer needed go. */
async function settle(): Promise<void> {
	for (let times = 0; times < 5; times += 1) {
		globalThis.gc?.();
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

function megabytesNow(): number {
	return process.memoryUsage.rss() / 1024 / 1024;
}

void measure(readTask(process.argv.slice(2))).then((measured) => process.send?.(measured));
