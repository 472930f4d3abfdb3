// n8n in queue mode: a main, workers, Redis and PostgreSQL, all on this machine, and the sandbox.
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lifetime } from '../../demo/lifetime';
import { openPostgres } from './postgres.mjs';
import { openRedis } from './redis.mjs';
import { openStage } from './stage.mjs';
import { startWorker } from './workers.mjs';

/**
 * Starts Redis, PostgreSQL and a main of n8n that hands all executions to workers, which are started by `startWorker`.
 *
 * @param {import('../../sandbox').SandboxOptions} sandboxOptions what the sandbox does otherwise than at once
 * @param {Record<string, string>} environment further environment variables of n8n's main and workers
 * @returns what `openStage` gives, and `startWorker`; `close` ends all of it
 */
export async function openQueue(sandboxOptions = {}, environment = {}) {
	const folder = temporaryFolder();
	const lifetime = new Lifetime();
	const workers = [];
	try {
		const redis = await openRedis(join(folder, 'redis'));
		await lifetime.add(redis.stop);
		const postgres = await openPostgres(join(folder, 'postgres'));
		await lifetime.add(postgres.stop);
		const storage = join(folder, 'storage');
		await mkdir(storage);
		const shared = {
			EXECUTIONS_MODE: 'queue',
			...redis.environment,
			...postgres.environment,
			N8N_ENCRYPTION_KEY: crypto.randomUUID(),
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			N8N_STORAGE_PATH: storage,
			...environment,
		};
		const stage = await openStage(sandboxOptions, shared);
		const closeStage = stage.close;
		let started = 0;
		return Object.assign(stage, {
			storage,
			startWorker: async (wish) => {
				const name = `worker-${(started += 1)}`;
				const worker = await startWorker({ stage, folder, name, environment: shared, ...wish });
				workers.push(worker);
				return worker;
			},
			close: async () => {
				const refused = (await Promise.all(workers.map((one) => one.refusedCalls()))).flat();
				try {
					await Promise.all(workers.map((one) => one.stop()));
					await closeStage();
				} finally {
					await lifetime.end();
				}
				if (refused.length > 0) throw new Error(`A worker wanted to call ${refused.join(', ')}`);
			},
		});
	} catch (error) {
		await lifetime.end();
		throw error;
	}
}

/* PostgreSQL may run as another user, who has to get through to its own folder in here. */
function temporaryFolder() {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'aihomedesign-queue-')));
	chmodSync(folder, 0o711);
	process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}
