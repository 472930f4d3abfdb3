/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- runs on Node, is never packed */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runToEnd } from './lifetime';
import { projectFolder } from './n8n/addPackage';

/*
 * Stops "npm run demo" at several moments, as Ctrl-C and as a process manager do, and looks for
 * processes and files that it left. Linux only: it finds processes by /proc.
 */

const MOMENTS = [
	{ line: 'Build the package', delaySeconds: 1 },
	{ line: 'Start n8n with the package', delaySeconds: 3 },
	{ line: 'Run templates/', delaySeconds: 2 },
];

/* npm and tsx keep these in the folder for temporary files, whoever calls them. */
const TOOLS_CACHES = /^(tsx-|node-compile-cache$)/;

void runToEnd(async ({ signal }) => {
	let leftovers = 0;
	for (const { line, delaySeconds } of MOMENTS) {
		for (const stop of ['SIGINT', 'SIGTERM'] as const) {
			signal.throwIfAborted();
			const moment = `${stop} ${delaySeconds} s after "${line}"`;
			const left = await leftBehind(line, delaySeconds, stop);
			leftovers += left.length;
			console.log(`${left.length ? 'FAILED' : 'ok'}  ${moment}  ${left.join('; ')}`);
		}
	}
	if (leftovers) throw new Error('The demo did not tidy up after itself.');
});

async function leftBehind(
	line: string,
	delaySeconds: number,
	stop: 'SIGINT' | 'SIGTERM',
): Promise<string[]> {
	/* Whatever the demo starts inherits this, and can be told by it. */
	const mark = await mkdtemp(join(tmpdir(), 'check-interrupt-'));
	const demo = spawn('npm', ['run', 'demo'], {
		cwd: projectFolder,
		env: { ...process.env, TMPDIR: mark },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const { pid } = demo;
	const ended = once(demo, 'exit');
	try {
		if (pid === undefined) return ['npm could not be started'];
		await new Promise<void>((resolve) => {
			demo.stdout.on('data', (text) => String(text).includes(line) && resolve());
			demo.once('exit', () => resolve());
		});
		await sleep(delaySeconds * 1000);
		if (demo.exitCode !== null) return [`the demo had ended with ${demo.exitCode} before`];
		/* A terminal sends Ctrl-C to the whole group, a process manager its signal to the first process. */
		process.kill(stop === 'SIGINT' ? -pid : pid, stop);
		await ended;
		/* On SIGTERM npm itself does not wait for what it started. */
		let left = await leftOf(mark);
		for (let tries = 0; left.length && tries < 50; tries++) {
			await sleep(200);
			left = await leftOf(mark);
		}
		return left;
	} finally {
		await rm(mark, { recursive: true, force: true });
	}
}

async function leftOf(mark: string): Promise<string[]> {
	const files = (await readdir(mark)).filter((file) => !TOOLS_CACHES.test(file));
	return [...(await processesOf(mark)), ...files.map((file) => `file ${file}`)];
}

async function processesOf(mark: string): Promise<string[]> {
	const found: string[] = [];
	for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
		const folder = join('/proc', id);
		const environment = await readFile(join(folder, 'environ'), 'utf8').catch(() => '');
		if (!environment.includes(`TMPDIR=${mark}`) || !existsSync(folder)) continue;
		const command = await readFile(join(folder, 'cmdline'), 'utf8').catch(() => '');
		found.push(`process ${id} ${command.replaceAll('\0', ' ').slice(0, 80)}`);
	}
	return found;
}
