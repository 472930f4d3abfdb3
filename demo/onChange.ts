/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { watch } from 'node:fs';

/* An editor may write a file in several steps, and several files at once. */
const QUIET_MILLISECONDS = 300;

/**
 * Does the work whenever something changes in one of the folders, never twice at the same time.
 * @param work must not reject
 */
export function onChange(folders: string[], work: () => Promise<void>, signal: AbortSignal): void {
	let timer: NodeJS.Timeout | undefined;
	let last = Promise.resolve();
	const later = () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			last = last.then(work);
		}, QUIET_MILLISECONDS);
	};
	for (const folder of folders) watch(folder, { recursive: true, signal }, later);
}
