/* eslint-disable no-console, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import '../environment.js';
import { keepBinariesOnDisk } from '../engine/harness/binaries';
import { writeTable } from './document';
import { type Contender, runScenario } from './runScenario';
import { SCENARIOS } from './scenarios';
import { type Row, tableOf } from './table';

// With Batching, n8n's engine sleeps while an item may already have failed; a real n8n notes that and goes on.
process.on('unhandledRejection', () => undefined);

/** Tries every fault with the naive node and with the real one, and writes what came of it into the document. */
async function compare(): Promise<void> {
	const removeBinaries = await keepBinariesOnDisk();
	const rows: Row[] = [];
	for (const scenario of SCENARIOS) {
		const naive = await runScenario(scenario, 'naive');
		rows.push({ scenario, naive, ours: await runScenario(scenario, 'ours') });
	}
	await removeBinaries();

	const table = tableOf(rows);
	await writeTable('test:faults', table);
	console.log(table.join('\n'));
	console.log(`\nThe naive node: ${describe(rows, 'naive')}`);
	console.log(`${rows.length} cases tried: ${describe(rows, 'ours')}`);
	process.exitCode = sumOf(rows, 'ours', 'lost') + sumOf(rows, 'ours', 'double') > 0 ? 1 : 0;
}

function describe(rows: Row[], contender: Contender): string {
	return `${sumOf(rows, contender, 'lost')} lost orders, ${sumOf(rows, contender, 'double')} double orders.`;
}

function sumOf(rows: Row[], contender: Contender, what: 'double' | 'lost'): number {
	return rows.reduce((sum, row) => sum + (row[contender]?.[what] ?? 0), 0);
}

void compare().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
