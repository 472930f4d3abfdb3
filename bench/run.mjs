// npm run bench: measures the package, and writes docs/benchmarks.md. The names of scenarios may follow, to run only those.
import '../demo/nodeVersion';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { machine, writeDocument } from './document.mjs';
import { readResult, saveResult } from './results.mjs';
import * as dropdown from './scenarios/dropdown.mjs';
import * as growth from './scenarios/growth.mjs';
import * as memory from './scenarios/memory.mjs';
import * as packed from './scenarios/package.mjs';
import * as profile from './scenarios/profile.mjs';
import * as wallTime from './scenarios/wallTime.mjs';

const SCENARIOS = { wallTime, memory, dropdown, package: packed, growth, profile };

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { rounds: { type: 'string' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(SCENARIOS);
const unknown = names.filter((name) => !(name in SCENARIOS));
if (unknown.length > 0) {
	throw new Error(
		`There is no ${unknown.join(', ')}; there is ${Object.keys(SCENARIOS).join(', ')}.`,
	);
}

for (const name of names) {
	const scenario = SCENARIOS[name];
	const rounds = Number(values.rounds ?? scenario.rounds);
	const [load] = loadavg();
	console.log(`\n${name}`);
	const start = performance.now();
	const result = await scenario.measure({ rounds, report: (line) => console.log(`  ${line}`) });
	console.log(`  took ${Math.round((performance.now() - start) / 1000)} s`);
	const at = new Date().toISOString().slice(0, 10);
	await saveResult(name, { ...result, at, machine: machine(), load: load.toFixed(1) });
	await writeDocument(await measuredSoFar());
}

async function measuredSoFar() {
	return await Promise.all(
		Object.entries(SCENARIOS).map(async ([name, scenario]) => ({
			name,
			scenario,
			result: await readResult(name),
		})),
	);
}
