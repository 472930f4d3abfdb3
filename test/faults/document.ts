/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DOCUMENT = join(__dirname, '../../docs/reliability.md');

interface Parts {
	before: string;
	table: string;
	after: string;
}

/** @returns the lines of a table of docs/reliability.md, by the npm script that writes it */
export async function readTable(script: string): Promise<string[]> {
	const { table } = split(await readFile(DOCUMENT, 'utf8'), script);
	return table.split('\n').filter((line) => line.startsWith('|'));
}

/** Puts a table into docs/reliability.md, in place of the one that the same npm script wrote before. */
export async function writeTable(script: string, lines: string[]): Promise<void> {
	const { before, after } = split(await readFile(DOCUMENT, 'utf8'), script);
	await writeFile(DOCUMENT, `${before}\n\n${lines.join('\n')}\n\n${after}`);
}

/** @returns a line of a Markdown table */
export function lineOf(cells: string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** @returns the first two lines of a Markdown table */
export function headOf(headings: string[]): string[] {
	return [lineOf(headings), lineOf(headings.map(() => '---'))];
}

function split(document: string, script: string): Parts {
	const start = `<!-- written by npm run ${script} -->\n<!-- prettier-ignore-start -->`;
	const end = `<!-- prettier-ignore-end -->\n<!-- end of what npm run ${script} writes -->`;
	const [before, rest] = document.split(start);
	const [table, after] = rest?.split(end) ?? [];
	if (before === undefined || table === undefined || after === undefined) {
		throw new Error(`docs/reliability.md has no place for what npm run ${script} writes`);
	}
	return { before: `${before}${start}`, table, after: `${end}${after}` };
}
