/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder in which this project keeps what it may need again. Safe to delete at any time. */
export function cacheFolder(): string {
	const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	return join(caches, 'n8n-nodes-aihomedesign');
}
