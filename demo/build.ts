/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs on Node, is never packed */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from './n8n/addPackage';
import { runTree } from './processTree';

/**
 * Builds the package into dist/.
 * @throws an Error with what the compiler said
 */
export async function build(signal: AbortSignal): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'aihomedesign-build-'));
	const logFile = join(folder, 'build.log');
	const gulp = join(projectFolder, 'node_modules', 'gulp', 'bin', 'gulp.js');
	try {
		await runTree(process.execPath, [gulp, 'build'], { folder: projectFolder, logFile }, signal);
	} catch (cause) {
		signal.throwIfAborted();
		const said = await readFile(logFile, 'utf8');
		throw new Error(`The package could not be built:\n${whatTheCompilerSaid(said)}`, { cause });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/* Of all that gulp prints around it, or all where the compiler was not reached. */
function whatTheCompilerSaid(log: string): string {
	const errors = log.split('\n').filter((line) => /error TS\d+/.test(line));
	return errors.length ? errors.join('\n') : log.trim();
}
