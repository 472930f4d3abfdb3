import { headOf, lineOf } from './document';
import type { Result } from './judge';
import { nameSettings, type Scenario } from './scenario';

/** One line of the table: a fault, and what came of it. */
export interface Row {
	scenario: Scenario;
	ours: Result;
	/** The same with the naive node, where that was tried. */
	naive?: Result;
}

const HEADINGS = [
	'Fault',
	'Where',
	'Settings',
	'Photos',
	'What the user sees',
	'What was kept',
	'This node: paid / delivered / lost / double',
	'Naive node: paid / delivered / lost / double',
];

/** @returns the table as Markdown, a line for each fault */
export function tableOf(rows: Row[]): string[] {
	return [...headOf(HEADINGS), ...rows.map((row) => lineOf(cellsOf(row)))];
}

/** @returns a line of the table without what the naive node did, its last cell */
export function withoutNaive(line: string): string {
	return line.replace(/ [^|]* \|$/, '');
}

function cellsOf({ scenario, ours, naive }: Row): string[] {
	return [
		scenario.fault,
		scenario.where,
		nameSettings(scenario),
		String(scenario.photos),
		ours.seen || 'No error.',
		ours.kept,
		countsOf(ours),
		naive ? countsOf(naive) : '',
	];
}

function countsOf({ paid, delivered, lost, double }: Result): string {
	return [paid, delivered, lost, double].join(' / ');
}
