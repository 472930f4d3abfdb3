/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { setImmediate as nextTurn } from 'node:timers/promises';

const turnMs = 20;

/** Runs a task for every row, and lets other work of the process in between. */
export async function forRows(rows: number, task: (row: number) => void): Promise<void> {
	let since = performance.now();
	for (let row = 0; row < rows; row += 1) {
		task(row);
		if (performance.now() - since > turnMs) {
			await nextTurn();
			since = performance.now();
		}
	}
}

/** Lets other work of the process in between two longer pieces of this one. */
export async function letOthersIn(): Promise<void> {
	await nextTurn();
}
