// A reporter for node:test: at the end it says how many checks ran on each line of n8n, how many passed, and how long
// each file took. The name of a check, or of a suite around it, begins with its line.
import { relative } from 'node:path';

const LINE = /^n8n \d+(\.\d+)+/;
const NO_LINE = 'no line named';

export default async function* perLine(events) {
	const tallies = new Map();
	const open = [];
	for await (const { type, data } of events) {
		if (type === 'test:start') open.splice(data.nesting, Infinity, data.name);
		if (type !== 'test:pass' && type !== 'test:fail') continue;
		const names = [...open.slice(0, data.nesting), data.name];
		const [line = NO_LINE] = names.flatMap((name) => LINE.exec(name)?.[0] ?? []);
		if (data.nesting === 0) addTime(tallyOf(tallies, line), data);
		if (data.details.type === 'suite') continue;
		const isPassed = type === 'test:pass' && data.skip === undefined && data.todo === undefined;
		tallyOf(tallies, line).ran += 1;
		tallyOf(tallies, line).passed += isPassed ? 1 : 0;
	}
	for (const [line, { ran, passed, seconds }] of [...tallies].sort().reverse()) {
		yield `${line}: ${ran} checks ran, ${passed} passed\n`;
		for (const [file, time] of seconds) yield `  ${relative('.', file)}: ${Math.round(time)} s\n`;
	}
}

function tallyOf(tallies, line) {
	if (!tallies.has(line)) tallies.set(line, { ran: 0, passed: 0, seconds: new Map() });
	return tallies.get(line);
}

function addTime({ seconds }, { file, details }) {
	seconds.set(file, (seconds.get(file) ?? 0) + details.duration_ms / 1000);
}
