/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';

interface LockFile {
	packages: Record<string, LockedPackage>;
}

interface LockedPackage {
	version: string;
	optional?: boolean;
	os?: string | string[];
	cpu?: string | string[];
	libc?: string | string[];
}

/** The folder with the package.json and the lock file of the n8n that is installed for trying. */
export const manifestFolder = join(__dirname, 'manifest');

const lockFile = readFileSync(join(manifestFolder, 'package-lock.json'), 'utf8');
const { packages }: LockFile = JSON.parse(lockFile);

/** The version of n8n that the lock file names. */
export const n8nVersion = packages['node_modules/n8n']?.version ?? 'of unknown version';

const onEveryMachine = Object.entries(packages)
	.filter(([folder, { optional, os, cpu, libc }]) => folder && !(optional && (os || cpu || libc)))
	.map(([folder]) => folder);

/** How many packages an installation has at least. */
export const packagesToInstall = onEveryMachine.length;

/** How many of those packages are there. */
export async function countInstalled(installation: string): Promise<number> {
	const found = await Promise.allSettled(
		onEveryMachine.map((folder) => access(join(installation, folder, 'package.json'))),
	);
	return found.filter(({ status }) => status === 'fulfilled').length;
}
