/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const SIGN_OF_LIFE_SECONDS = 5;
const DEAD_AFTER_SECONDS = 30;

/**
 * Runs work while no other process that asks for the same lock does.
 * @param lock a folder that exists as long as the work lasts; one without a sign of life is ignored
 * @param onWait called once a second while another process is at work
 */
export async function exclusively<Result>(
	lock: string,
	onWait: () => void,
	signal: AbortSignal,
	work: () => Promise<Result>,
): Promise<Result> {
	while (!(await takeLock(lock))) {
		onWait();
		await sleep(1000, undefined, { signal });
	}
	const signOfLife = setInterval(() => {
		const now = new Date();
		utimes(lock, now, now).catch(() => {});
	}, SIGN_OF_LIFE_SECONDS * 1000);
	try {
		return await work();
	} finally {
		clearInterval(signOfLife);
		await rm(lock, { recursive: true, force: true });
	}
}

async function takeLock(lock: string): Promise<boolean> {
	const held = await stat(lock).catch(() => undefined);
	if (held && Date.now() - held.mtimeMs > DEAD_AFTER_SECONDS * 1000) {
		await rm(lock, { recursive: true, force: true });
	}
	return await mkdir(lock).then(
		() => true,
		(error: NodeJS.ErrnoException) => {
			if (error.code === 'EEXIST') return false;
			throw error;
		},
	);
}
