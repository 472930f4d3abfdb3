/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from '../../../nodes/shared/unknownValues';

/** The version of the n8n-core that this run loads. */
export const ENGINE_VERSION = versionOf(path.dirname(path.dirname(require.resolve('n8n-core'))));

/** Whether n8n tells a node that its execution is over: n8n 1 has no `onExecutionFinish`. */
export const SAYS_WHEN_OVER = !ENGINE_VERSION.startsWith('1.');

/** @returns the folders from which files of a package were loaded so far */
export function copiesLoaded(name: string): string[] {
	const inside = `${path.sep}node_modules${path.sep}${path.normalize(name)}${path.sep}`;
	const folders = Object.keys(require.cache).flatMap((file) => {
		const at = file.lastIndexOf(`${path.sep}node_modules${path.sep}`);
		return file.startsWith(inside, at) ? file.slice(0, at + inside.length) : [];
	});
	return [...new Set(folders)];
}

function versionOf(folder: string): string {
	const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	return isRecord(manifest) ? String(manifest.version) : '';
}
