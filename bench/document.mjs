// Writes docs/benchmarks.md from what the scenarios found.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { projectFolder } from '../demo/n8n/addPackage';
import { n8nVersion } from '../demo/n8n/lockedPackages';
import { REASONS } from './reasons.mjs';
import { COLUMNS, tableOf } from './table.mjs';
import { ANSWER_MS, READY_SECONDS } from './vendor.mjs';

const DOCUMENT = join(projectFolder, 'docs', 'benchmarks.md');
const LINE_WIDTH = 120;

/** What was measured on, to stand beside each result. */
export function machine() {
	const [{ model }] = cpus();
	const memory = Math.round(totalmem() / 1024 ** 3);
	const undici = createRequire(import.meta.url)('undici/package.json').version;
	return `n8n ${n8nVersion}, Node ${process.versions.node}, undici ${undici}, ${type()} ${release()}, ${cpus().length} processors (${model.trim()}), ${memory} GB`;
}

/** @param measured each scenario that there is, with its result where it was run */
export async function writeDocument(measured) {
	const lines = [];
	const parts = [];
	const missed = new Set();
	const emptyCells = COLUMNS.map(() => '');
	for (const { scenario, name, result } of measured) {
		if (result === undefined) {
			lines.push([`${name}: not measured`, ...emptyCells, '', '', '']);
			continue;
		}
		for (const row of scenario.rows(result)) {
			const { what, cells, says, goal = '', isKept, reason } = row;
			const verdict = isKept === undefined ? '' : isKept ? 'kept' : '**missed**';
			lines.push([what, ...cells, ...emptyCells.slice(cells.length), says, goal, verdict]);
			if (isKept === false && reason) missed.add(reason);
		}
		parts.push(
			`${scenario.details(result)}\n\n_Measured ${result.at} on: ${result.machine}; load ${result.load} before._`,
		);
	}
	const why = [...missed].map((reason) => REASONS[reason]);
	const text = `# Benchmarks

\`npm run bench\` writes this page: all contenders in turn on one machine, with the same photos and the same local server, which
takes ${ANSWER_MS} ms for every answer and has each picture ready ${READY_SECONDS} s after its order. _Node_ is this package in a real n8n with
binaries on disk. _(a)_ is the chain that one builds of n8n's own nodes, in the same n8n: HTTP Request (upload), HTTP Request
(submit), Wait, HTTP Request (look), If, back to Wait or on to HTTP Request (download), without batching, so that all photos go
at once. _(b)_ is the limit: undici alone in a process of its own, from disk to disk, with as many connections as the node
uses. _(c)_ is (b) once more, in a process whose heap holds as much as that of an n8n at rest: what the same costs any large
program. _(d)_ is the least that a node can do: it calls n8n's own helpers and nothing else, in the same n8n, as many at once as
the node; it looks nothing up, checks nothing, repeats nothing. Figures are medians, ratios the medians of those of each round.

${tableOf(['What', ...COLUMNS, 'Node beside', 'Goal', ''], lines)}

${why.length > 0 ? `## Why a goal is missed\n\n${why.join('\n\n')}\n\n` : ''}${parts.join('\n\n')}
`;
	const written = await format(text, {
		parser: 'markdown',
		printWidth: LINE_WIDTH,
		proseWrap: 'preserve',
	});
	await writeFile(DOCUMENT, written);
}
