/* eslint-disable no-console, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, is never packed */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { headOf, lineOf, writeTable } from '../faults/document';
import {
	type Measured,
	readMeasured,
	readTraffic,
	type Task,
	taskToArguments,
	type Traffic,
} from './messages';

/** How much the node may add to what n8n takes, in MB. */
const MOST = 200;

/** Just under what AI HomeDesign takes. */
const BYTES_PER_ITEM = 50 * 1024 * 1024 - 1024;

const CASES: Array<Pick<Task, 'contender' | 'items'>> = [
	{ contender: 'ours', items: 10 },
	{ contender: 'ours', items: 60 },
	{ contender: 'naive', items: 10 },
];

const HEADINGS = [
	'Node',
	'Photos',
	'Before',
	'Peak',
	'Rise',
	'Uploads at once',
	'Uploaded',
	'Time',
];

/** Measures how much memory many large photos take, and writes it into the document. */
async function measure(): Promise<void> {
	const vendor = start('vendorServer.ts');
	const address = String(await messageOf(vendor));
	const lines = headOf(HEADINGS);
	console.log(lines.join('\n'));
	for (const { contender, items } of CASES) {
		const task: Task = { contender, items, address, bytesPerItem: BYTES_PER_ITEM };
		const measured = readMeasured(await messageOf(start('measured.ts', taskToArguments(task))));
		vendor.send('report');
		const traffic = readTraffic(await messageOf(vendor));
		if (measured.error !== undefined) throw new Error(measured.error);
		if (measured.delivered !== items) throw new Error(`only ${measured.delivered} came out`);
		const line = describe(task, measured, traffic);
		console.log(line);
		lines.push(line);
		const isTooMuch = contender === 'ours' && measured.peak - measured.base > MOST;
		if (isTooMuch) process.exitCode = 1;
	}
	vendor.disconnect();
	vendor.kill();
	await writeTable('test:memory', lines);
	console.log(
		`\nThe limit for this node is a rise of ${MOST} MB: ${process.exitCode ? 'passed' : 'kept'}.`,
	);
}

function describe(
	{ contender, items }: Task,
	{ base, peak, seconds }: Measured,
	{ uploadsAtOnce, megabytes }: Traffic,
): string {
	return lineOf([
		contender === 'ours' ? 'this node' : 'naive node',
		String(items),
		`${Math.round(base)} MB`,
		`${Math.round(peak)} MB`,
		`${Math.round(peak - base)} MB`,
		String(uploadsAtOnce),
		`${Math.round(megabytes)} MB`,
		`${Math.round(seconds)} s`,
	]);
}

function start(file: string, args: string[] = []): ChildProcess {
	return fork(join(__dirname, file), args, {
		execArgv: ['--import', 'tsx', '--expose-gc'],
	});
}

/** @returns the next thing that a process of ours says */
async function messageOf(child: ChildProcess): Promise<unknown> {
	return await new Promise((resolve, reject) => {
		const onExit = () => reject(new Error('a process ended before it said anything'));
		child.once('exit', onExit);
		child.once('message', (message) => {
			child.off('exit', onExit);
			resolve(message);
		});
	});
}

void measure().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
