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

/** An n8n and all that it needs, as a lock file names it. */
export interface LockedN8n {
	/** The folder with the package.json and the lock file. */
	manifestFolder: string;
	/** The version of n8n. */
	version: string;
	/** The folders, below an installation, of the packages that it has on every machine. */
	packageFolders: string[];
}

/** Reads what the lock file in a folder says of n8n. */
export function readLockedN8n(manifestFolder: string): LockedN8n {
	const lockFile = readFileSync(join(manifestFolder, 'package-lock.json'), 'utf8');
	const { packages }: LockFile = JSON.parse(lockFile);
	const version = packages['node_modules/n8n']?.version ?? 'of unknown version';
	const packageFolders = Object.entries(packages)
		.filter(([folder, { optional, os, cpu, libc }]) => folder && !(optional && (os || cpu || libc)))
		.map(([folder]) => folder);
	return { manifestFolder, version, packageFolders };
}

/** The n8n that demo and dev run. */
export const n8nForTrying = readLockedN8n(join(__dirname, 'manifest'));

/** Its version. */
export const n8nVersion = n8nForTrying.version;

/** How many of an n8n's packages are there. */
export async function countInstalled(
	{ packageFolders }: LockedN8n,
	installation: string,
): Promise<number> {
	const found = await Promise.allSettled(
		packageFolders.map((folder) => access(join(installation, folder, 'package.json'))),
	);
	return found.filter(({ status }) => status === 'fulfilled').length;
}
