/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { cp, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runNpm } from '../processTree';

/** The folder of this project. */
export const projectFolder = dirname(dirname(__dirname));

const PACKAGE = 'n8n-nodes-aihomedesign';

/**
 * Packs this project as it would be published, and puts it where n8n looks for community packages.
 * The project has to be built.
 * @param userFolder the n8n that gets it
 */
export async function addPackage(userFolder: string, signal: AbortSignal): Promise<void> {
	const logFile = join(userFolder, 'package.log');
	const words = ['install', '--install-links', '--prefix', nodesFolder(userFolder), projectFolder];
	const switches = ['--offline', '--no-save', '--no-package-lock', '--legacy-peer-deps'];
	const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
	const options = { folder: projectFolder, logFile };
	await runNpm([...words, ...switches, ...quiet], options, signal);
}

/**
 * Packs this project as it would be published. The project has to be built.
 * @param folder gets the file
 * @returns the file
 */
export async function packPackage(folder: string, signal: AbortSignal): Promise<string> {
	const logFile = join(folder, 'pack.log');
	const words = ['pack', '--pack-destination', folder, '--ignore-scripts'];
	await runNpm(words, { folder: projectFolder, logFile }, signal);
	const packed = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
	return join(folder, packed ?? '');
}

/** Brings a new build to an n8n that has the package already; n8n notices it by itself. */
export async function updatePackage(userFolder: string): Promise<void> {
	const target = join(nodesFolder(userFolder), 'node_modules', PACKAGE, 'dist');
	await cp(join(projectFolder, 'dist'), target, { recursive: true });
}

/** Where an n8n has its community packages. */
export function nodesFolder(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes');
}
