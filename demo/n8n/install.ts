/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs on Node, is never packed */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cacheFolder } from '../cacheFolder';
import { runNpm } from '../processTree';
import { exclusively } from './exclusively';
import { countInstalled, n8nForTrying } from './lockedPackages';
import type { LockedN8n } from './lockedPackages';
import { hasDatabase, makeNativeModules } from './nativeModules';

const REPORT_EVERY_SECONDS = process.stdout.isTTY ? 1 : 15;

/** Where n8n is kept: one folder for each version of n8n, of Node and kind of machine. */
export function n8nFolder({ version }: LockedN8n): string {
	const [major] = process.versions.node.split('.');
	const name = `n8n-${version}-node${major}-${process.platform}-${process.arch}`;
	return join(cacheFolder(), name);
}

/**
 * Makes sure that a complete n8n is in the cache, and installs one when it is not.
 * @param report called with a line on how far it is
 * @param signal ends the installation and removes what it had done so far
 * @param n8n which one; that of demo and dev where nothing else is said
 * @returns the folder in whose node_modules n8n is
 * @throws an Error that says what to do, and in which file npm's own words are
 */
export async function ensureN8n(
	report: (progress: string) => void,
	signal: AbortSignal,
	n8n: LockedN8n = n8nForTrying,
): Promise<string> {
	const folder = n8nFolder(n8n);
	if (await isComplete(n8n, folder)) return folder;

	await mkdir(dirname(folder), { recursive: true });
	const waiting = () => report('another run is installing n8n, waiting for it');
	await exclusively(`${folder}.lock`, waiting, signal, async () => {
		if (!(await isComplete(n8n, folder))) await install(n8n, folder, report, signal);
	});
	return folder;
}

/* A folder gets this name only when it is finished, but something may have tidied in it since. */
async function isComplete(n8n: LockedN8n, folder: string): Promise<boolean> {
	const isInstalled = (await countInstalled(n8n, folder)) === n8n.packageFolders.length;
	return isInstalled && (await hasDatabase(folder));
}

async function install(
	n8n: LockedN8n,
	folder: string,
	report: (progress: string) => void,
	signal: AbortSignal,
): Promise<void> {
	const logFile = `${folder}.log`;
	await removeLeftovers(folder);
	await rm(logFile, { force: true });
	const unfinished = await mkdtemp(`${folder}.unfinished-`);
	const stopReporting = reportRegularly(n8n, unfinished, report);
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(n8n.manifestFolder, file), join(unfinished, file));
		}
		await installPackages(unfinished, logFile, signal);
		await makeNativeModules(unfinished, logFile, signal);
		await rename(unfinished, folder);
	} finally {
		stopReporting();
		await rm(unfinished, { recursive: true, force: true });
	}
}

async function removeLeftovers(folder: string): Promise<void> {
	const parent = dirname(folder);
	for (const entry of await readdir(parent)) {
		const leftover = entry === basename(folder) || entry.startsWith(`${basename(folder)}.unfini`);
		if (leftover) await rm(join(parent, entry), { recursive: true, force: true });
	}
}

function reportRegularly(
	n8n: LockedN8n,
	installation: string,
	report: (progress: string) => void,
): () => void {
	const start = Date.now();
	const { length } = n8n.packageFolders;
	const timer = setInterval(() => {
		void countInstalled(n8n, installation).then((count) => {
			const seconds = Math.round((Date.now() - start) / 1000);
			const doing =
				count < length
					? `${count} of ${length} packages (up to 3 GB)`
					: 'all packages are there, building the database module';
			report(`${doing}, ${seconds} s so far`);
		});
	}, REPORT_EVERY_SECONDS * 1000);
	return () => clearInterval(timer);
}

async function installPackages(
	installation: string,
	logFile: string,
	signal: AbortSignal,
): Promise<void> {
	const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
	const options = { folder: installation, logFile };
	try {
		await runNpm(words, options, signal);
	} catch (cause) {
		signal.throwIfAborted();
		const reason = await likelyReason(logFile);
		throw new Error(`n8n could not be installed. ${reason} npm's own words are in ${logFile}`, {
			cause,
		});
	}
}

async function likelyReason(logFile: string): Promise<string> {
	const log = await readFile(logFile, 'utf8').catch(() => '');
	if (log.includes('ENOSPC')) return `The disk is full: 3 GB are needed below ${cacheFolder()}.`;
	if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT/.test(log)) {
		return "npm's registry did not answer: check the network and the proxy, then start again.";
	}
	return 'Start it once more;';
}
