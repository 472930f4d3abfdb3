/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs on Node, is never packed */
import getPort, { portNumbers } from 'get-port';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTree } from '../processTree';
import { n8nEnvironment } from './environment';

const READY_WITHIN_SECONDS = 120;
const TRIES_TO_GET_A_PORT = 3;
const LAST_LINES = 8;
const STACK_FRAME = /^\s+at /;

/** What somebody wants of the n8n to be started. */
export interface N8nWish {
	/** The folder that n8n was installed into. */
	installation: string;
	/** The folder that holds all data of this n8n: its database, its log, the added packages. */
	userFolder: string;
	/** The only folder whose files workflows may read and write. */
	filesFolder: string;
	/** Ports to prefer, first and last; any free one otherwise. */
	ports?: [first: number, last: number];
	/** Refuses every connection to another machine, and notes it. */
	loopbackOnly?: boolean;
	/** Further environment variables. */
	environment?: Record<string, string>;
}

/** An n8n that answers. */
export interface RunningN8n {
	/** Without a slash at the end. */
	url: string;
	/** The last lines of its log, for a person to read. */
	lastLines(): Promise<string>;
	/** The hosts on other machines that it wanted to reach and could not, with `loopbackOnly`. */
	refusedCalls(): Promise<string[]>;
	/** Settles when it has ended, for whatever reason. */
	ended: Promise<void>;
	/** Ends it and all processes it started, after the grace time (5 s) by force. */
	stop(graceSeconds?: number): Promise<void>;
}

/**
 * Starts n8n on ports of 127.0.0.1 that are free, and waits until it is ready.
 * @param signal ends it while it starts; once it is ready, `stop` does
 * @throws an Error with the last lines of its log when it does not come up
 */
export async function startN8n(wish: N8nWish, signal: AbortSignal): Promise<RunningN8n> {
	for (let tries = 1; ; tries++) {
		try {
			return await startOnce(wish, signal);
		} catch (error) {
			/* Somebody else may take a port between our choice and n8n's use of it. */
			const portWasTaken =
				error instanceof Error && /already in use|EADDRINUSE/.test(error.message);
			if (!portWasTaken || tries === TRIES_TO_GET_A_PORT) throw error;
		}
	}
}

async function startOnce(wish: N8nWish, signal: AbortSignal): Promise<RunningN8n> {
	signal.throwIfAborted();
	const { installation, userFolder, filesFolder, ports } = wish;
	const host = '127.0.0.1';
	const port = await getPort({ host, reserve: true, port: ports && portNumbers(...ports) });
	const brokerPort = await getPort({ host, reserve: true });
	const logFile = join(userFolder, 'n8n.log');
	const refusedCallsFile = join(userFolder, 'refused-calls.log');
	const temporaryFolder = join(userFolder, 'tmp');
	await mkdir(temporaryFolder, { recursive: true });
	await Promise.all([logFile, refusedCallsFile].map((file) => rm(file, { force: true })));

	const guard = wish.loopbackOnly ? ['--require', join(__dirname, 'loopbackOnly.cjs')] : [];
	const program = join(installation, 'node_modules', 'n8n', 'bin', 'n8n');
	const place = { userFolder, filesFolder, temporaryFolder, port, brokerPort };
	const tree = startTree(process.execPath, [...guard, program, 'start'], {
		/* Not the project's folder: n8n would read an .env file there. */
		folder: userFolder,
		logFile,
		environment: {
			...n8nEnvironment(place, dirname(process.execPath)),
			REFUSED_CALLS_FILE: refusedCallsFile,
			...wish.environment,
		},
	});

	const stop = (graceSeconds = 5) => tree.end(graceSeconds);
	const lastLines = () => readLastLines(logFile);
	let hasEnded = false;
	const ended = tree.done
		.catch(() => {})
		.then(() => {
			hasEnded = true;
		});

	const url = `http://${host}:${port}`;
	try {
		for (const start = Date.now(); !(await isReady(url)); await sleep(200, undefined, { signal })) {
			if (hasEnded) {
				throw new Error(
					`n8n ended while it started. ${await lastLines()}\n` +
						`If it stays so, delete ${installation}: it is installed anew then.`,
				);
			}
			if (Date.now() - start > READY_WITHIN_SECONDS * 1000) {
				throw new Error(`n8n was not ready within ${READY_WITHIN_SECONDS} s. ${await lastLines()}`);
			}
		}
	} catch (error) {
		await tree.end(0);
		throw error;
	}
	return { url, lastLines, refusedCalls: () => readLines(refusedCallsFile), ended, stop };
}

/* n8n 1 calls itself ready before its editor's calls are answered. */
async function isReady(url: string): Promise<boolean> {
	return (await answers(`${url}/healthz/readiness`)) && (await answers(`${url}/rest/settings`));
}

async function answers(url: string): Promise<boolean> {
	return await fetch(url).then(
		({ ok }) => ok,
		() => false,
	);
}

async function readLastLines(file: string): Promise<string> {
	const lines = (await readLines(file))
		.filter((line) => !STACK_FRAME.test(line))
		.slice(-LAST_LINES);
	return lines.length ? `Its last words:\n  ${lines.join('\n  ')}` : 'It said nothing.';
}

async function readLines(file: string): Promise<string[]> {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.split('\n').filter((line) => line.trim());
}
