/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, is never packed */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/* After SIGKILL only zombies can still count as living: in a container whose first process reaps none. */
const SECONDS_TO_DIE = 2;
const hasGroups = process.platform !== 'win32';
const running = new Set<number>();

/* The last resort: when this process ends in whatever way it still can notice, so do they. */
process.on('exit', () => {
	for (const id of running) signalGroup(id, 'SIGKILL');
});

/** How to start a program. */
export interface ProgramOptions {
	/** The folder it works in. */
	folder: string;
	/** What it prints is added to this file. */
	logFile: string;
	/** All of its environment variables; by default those of this process. */
	environment?: NodeJS.ProcessEnv;
}

/** A program and all that it starts in turn. */
export interface ProcessTree {
	/** Settles when the program itself has ended; rejects when its code was not 0. */
	done: Promise<void>;
	/**
	 * Asks the whole tree to end, and ends it after the grace time.
	 * @param graceSeconds how long it may take to end by itself
	 */
	end(graceSeconds: number): Promise<void>;
}

/**
 * Starts a program in a process group of its own, so that nothing it starts can be left behind.
 * @param command name or path of the program
 * @param words its arguments
 */
export function startTree(command: string, words: string[], options: ProgramOptions): ProcessTree {
	const log = openSync(options.logFile, 'a');
	const program = spawn(command, words, {
		cwd: options.folder,
		env: options.environment ?? process.env,
		stdio: ['ignore', log, log],
		detached: hasGroups,
		windowsHide: true,
	});
	closeSync(log);
	const { pid } = program;
	if (pid !== undefined) running.add(pid);

	const done = new Promise<void>((resolve, reject) => {
		program.once('error', reject);
		program.once('exit', (code, signal) => {
			if (pid !== undefined && !groupLives(pid)) running.delete(pid);
			if (code === 0) resolve();
			else reject(new Error(`${command} ${words.join(' ')} ended with ${code ?? signal}.`));
		});
	});
	const end = async (graceSeconds: number) => {
		if (pid === undefined || !running.has(pid)) return;
		await endGroup(pid, graceSeconds);
		running.delete(pid);
	};
	return { done, end };
}

/**
 * Runs a program to its end; when the signal comes first, ends it and all that it started.
 * @throws when it ends with another code than 0, or the signal's reason
 */
export async function runTree(
	command: string,
	words: string[],
	options: ProgramOptions,
	signal: AbortSignal,
): Promise<void> {
	signal.throwIfAborted();
	const tree = startTree(command, words, options);
	const stop = () => void tree.end(0);
	signal.addEventListener('abort', stop);
	try {
		await tree.done;
	} finally {
		signal.removeEventListener('abort', stop);
		await tree.end(0);
		signal.throwIfAborted();
	}
}

/** Runs the npm that started this process, as `runTree` does. */
export async function runNpm(
	words: string[],
	options: ProgramOptions,
	signal: AbortSignal,
): Promise<void> {
	const program = process.env.npm_execpath;
	if (program?.endsWith('.js')) {
		await runTree(process.execPath, [program, ...words], options, signal);
	} else {
		await runTree('npm', words, options, signal);
	}
}

async function endGroup(id: number, graceSeconds: number): Promise<void> {
	signalGroup(id, 'SIGTERM');
	if (await groupEnds(id, graceSeconds)) return;
	signalGroup(id, 'SIGKILL');
	await groupEnds(id, SECONDS_TO_DIE);
}

async function groupEnds(id: number, seconds: number): Promise<boolean> {
	for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(50)) {
		if (!groupLives(id)) return true;
	}
	return false;
}

function groupLives(id: number): boolean {
	return signalGroup(id, 0);
}

/** Gives whether there was anything left to take the signal. */
function signalGroup(id: number, signal: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(hasGroups ? -id : id, signal);
	} catch {
		return false;
	}
}
