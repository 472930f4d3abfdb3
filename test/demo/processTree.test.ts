/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runTree, startTree } from '../../demo/processTree';

let folder: string;
let logFile: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'process-tree-'));
	logFile = join(folder, 'log');
});

afterEach(async () => await rm(folder, { recursive: true }));

/* Starts a child that ignores SIGTERM, and tells its id. */
const STUBBORN_PARENT = `
	const child = require('node:child_process').spawn(process.execPath, ['-e',
		'process.on("SIGTERM", () => {}); console.log("ready " + process.pid); setInterval(() => {}, 1000)',
	], { stdio: 'inherit' });
	process.on('SIGTERM', () => process.exit(0));
`;

test('what a program started ends with it, even against its will', async () => {
	const tree = startTree(process.execPath, ['-e', STUBBORN_PARENT], { folder, logFile });
	const grandchild = await idInLog();
	await tree.end(0.3);
	await tree.done;
	expect(lives(grandchild)).toBe(false);
});

test('a program is ended with all it started when the signal comes', async () => {
	const stop = new AbortController();
	const words = ['-e', STUBBORN_PARENT];
	const run = runTree(process.execPath, words, { folder, logFile }, stop.signal);
	const grandchild = await idInLog();
	stop.abort(new Error('stopped'));
	await expect(run).rejects.toThrow('stopped');
	expect(lives(grandchild)).toBe(false);
});

test('a program that fails is told by its code, and its words are in the file', async () => {
	const { signal } = new AbortController();
	const words = ['-e', 'console.log("why"); process.exit(3)'];
	const run = runTree(process.execPath, words, { folder, logFile }, signal);
	await expect(run).rejects.toThrow('ended with 3');
	expect(await readFile(logFile, 'utf8')).toBe('why\n');
});

async function idInLog(): Promise<number> {
	for (;;) {
		const [, id] = /ready (\d+)/.exec(await readFile(logFile, 'utf8').catch(() => '')) ?? [];
		if (id) return Number(id);
		await sleep(20);
	}
}

function lives(id: number): boolean {
	try {
		return process.kill(id, 0);
	} catch {
		return false;
	}
}
