import { lineOf, headOf } from '../test/faults/document';

/** Who is compared, the node first, and what each is called in a table. */
export const CONTENDERS = ['ours', 'chain', 'bare', 'laden', 'least'];
export const COLUMNS = ['Node', '(a)', '(b)', '(c)', '(d)'];

/** @returns a Markdown table */
export function tableOf(headings, lines) {
	return [...headOf(headings), ...lines.map((cells) => lineOf(cells.map(String)))].join('\n');
}

/** @returns so many seconds, MB, milliseconds or times, as a person reads them */
export const inSeconds = (value) => `${value.toFixed(2)} s`;
export const inMegabytes = (value) => `${Math.round(value)} MB`;
export const inMilliseconds = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const inTimes = (value) => `${value.toFixed(2)} times`;

/** @returns what the node takes beside each of the others, in the order of the columns */
export const inTimesEach = (values) =>
	values.map((value, index) => `${inTimes(value)} ${COLUMNS[index + 1]}`).join(', ');

/** @returns what n8n's own helpers take beside the limit, for the end of such a cell: no node of n8n takes less */
export const ofLeast = (times) => `; (d) itself ${inTimes(times)} (b)`;
