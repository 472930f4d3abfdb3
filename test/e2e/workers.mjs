// Workers of an n8n in queue mode: each a process with a folder, ports and a log of its own, as on a machine of its own.
import getPort from 'get-port';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { n8nEnvironment } from '../../demo/n8n/environment';
import { n8nFolder } from '../../demo/n8n/install';
import { startTree } from '../../demo/processTree';
import { n8n2 } from './lines.mjs';
import { untilUp } from './untilUp.mjs';

const LOOPBACK_ONLY = join(import.meta.dirname, '..', '..', 'demo', 'n8n', 'loopbackOnly.cjs');

/**
 * @typedef {object} Worker
 * @property {string} name
 * @property {() => Promise<string[]>} executions the IDs of those that it began
 * @property {() => Promise<void>} kill ends it in the midst of its work (SIGKILL), with all that it started
 * @property {() => Promise<string[]>} refusedCalls the hosts on other machines that it wanted to reach
 * @property {() => Promise<string>} log what it said
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a worker with the package in it, and waits until it takes executions.
 *
 * @param {{ stage: object, folder: string, name: string, concurrency: number, environment: Record<string, string> }} wish
 *   `folder` is for all that is the worker's own; `environment` is that of its main
 * @returns {Promise<Worker>}
 */
export async function startWorker({ stage, folder, name, concurrency, environment }) {
	const userFolder = join(folder, name);
	const temporaryFolder = join(userFolder, 'tmp');
	await mkdir(temporaryFolder, { recursive: true });
	const nodes = join('.n8n', 'nodes');
	await cp(join(stage.folder, nodes), join(userFolder, nodes), { recursive: true });

	const host = '127.0.0.1';
	const [port, brokerPort] = [
		await getPort({ host, reserve: true }),
		await getPort({ host, reserve: true }),
	];
	const logFile = join(userFolder, 'worker.log');
	const refusedCallsFile = join(userFolder, 'refused-calls.log');
	const place = { userFolder, temporaryFolder, port, brokerPort, filesFolder: stage.folder };
	const program = join(n8nFolder(n8n2.n8n), 'node_modules', 'n8n', 'bin', 'n8n');
	let child;
	const note = ({ process: started }) => (child = started);
	subscribe('child_process', note);
	const tree = startTree(
		process.execPath,
		['--require', LOOPBACK_ONLY, program, 'worker', `--concurrency=${concurrency}`],
		{
			folder: userFolder,
			logFile,
			environment: {
				...n8nEnvironment(place, dirname(process.execPath)),
				REFUSED_CALLS_FILE: refusedCallsFile,
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: `${port}`,
				N8N_WORKER_SERVER_ADDRESS: host,
				...environment,
			},
		},
	);
	unsubscribe('child_process', note);
	await untilUp({ name, logFile }, tree, async () => await isReady(`http://${host}:${port}`));

	const log = async () => await readFile(logFile, 'utf8');
	return {
		name,
		log,
		executions: async () =>
			[...(await log()).matchAll(/Worker started execution (\d+)/g)].map(([, one]) => one),
		kill: async () => {
			process.kill(-child.pid, 'SIGKILL');
			await tree.done.catch(() => {});
		},
		refusedCalls: async () => {
			const text = await readFile(refusedCallsFile, 'utf8').catch(() => '');
			return text.split('\n').filter(Boolean);
		},
		stop: async () => await tree.end(1),
	};
}

async function isReady(url) {
	return await fetch(`${url}/healthz/readiness`).then(
		({ ok }) => ok,
		() => false,
	);
}
