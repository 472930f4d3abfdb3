// What n8n wrote into its log.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The environment of an n8n that writes down all it can, each line with its level. */
export const WHOLE_LOG = { N8N_LOG_LEVEL: 'debug', N8N_LOG_FORMAT: 'json' };

/**
 * Reads the log of an n8n that was started with WHOLE_LOG.
 *
 * @returns `all` its lines but for stack frames, and the `complaints` among them: those that are no mere notes of n8n's
 */
export async function readLog({ folder }) {
	const text = await readFile(join(folder, 'n8n.log'), 'utf8');
	const all = text.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
	return { all, complaints: all.filter((line) => !['info', 'debug'].includes(levelOf(line))) };
}

/* Nothing for a line that n8n's logger did not write. */
function levelOf(line) {
	try {
		return JSON.parse(line).level;
	} catch {
		return undefined;
	}
}
