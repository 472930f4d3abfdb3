import { lineOf, headOf } from '../test/faults/document';

/** @returns a Markdown table */
export function tableOf(headings, lines) {
	return [...headOf(headings), ...lines.map((cells) => lineOf(cells.map(String)))].join('\n');
}

/** @returns so many seconds, MB, milliseconds or times, as a person reads them */
export const inSeconds = (value) => `${value.toFixed(2)} s`;
export const inMegabytes = (value) => `${Math.round(value)} MB`;
export const inMilliseconds = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const inTimes = (value) => `${value.toFixed(2)} times`;
