// The figures of docs/operations.md, as the tests of queue mode saw them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headOf, lineOf } from '../faults/document';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'operations.md');
const START = '<!-- written by UPDATE_DOCS=1 npm run test:e2e -->\n<!-- prettier-ignore-start -->';
const END =
	'<!-- prettier-ignore-end -->\n<!-- end of what UPDATE_DOCS=1 npm run test:e2e writes -->';

const HEADINGS = [
	'What happened',
	'Photos sent',
	'Executions killed',
	'Paid by them before the kill',
	"n8n's word for them, and after how long",
	'What was done',
	'Orders paid in all',
	'Photos paid twice',
	'Pictures delivered',
];

/** @returns {string[]} a table of what was tried, in the order of the page's headings */
export function tableOf(rows) {
	return [
		...headOf(HEADINGS),
		...rows.map(({ what, photos, killed, paidBefore, word, done, paid, twice, delivered }) =>
			lineOf([what, photos, killed, paidBefore, word, done, paid, twice, delivered].map(String)),
		),
	];
}

/** Puts a table into docs/operations.md, in place of the one that an earlier run wrote. */
export async function writeFigures(lines) {
	const document = await readFile(DOCUMENT, 'utf8');
	const [before, rest] = document.split(START);
	const after = rest?.split(END)[1];
	if (after === undefined) throw new Error('docs/operations.md has no place for the figures');
	await writeFile(DOCUMENT, `${before}${START}\n\n${lines.join('\n')}\n\n${END}${after}`);
}
