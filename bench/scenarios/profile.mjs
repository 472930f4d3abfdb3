// Where the processor's time in n8n goes, by the package whose code is at work.
import { makePhoto, openGround, runInN8n } from '../ground.mjs';
import { timeByPackage } from '../profiler.mjs';
import { inMilliseconds, tableOf } from '../table.mjs';
import { CHOICES, openers } from './dropdown.mjs';

const MEGABYTES = 3;
const PHOTOS = 100;
const LISTS = 20;
const PACKAGES = 8;
const OURS = 'n8n-nodes-aihomedesign';

export const rounds = 1;

export async function measure({ rounds, report }) {
	const ground = await openGround({ inspected: true });
	try {
		const bytes = MEGABYTES * 1024 * 1024;
		const task = { photo: await makePhoto(ground, bytes), photos: PHOTOS, bytes };
		const jobs = {
			ours: async () => await runInN8n(ground, 'ours', task),
			chain: async () => await runInN8n(ground, 'chain', task),
		};
		await ground.vendor.set({ choices: CHOICES });
		const { ours: open } = await openers(ground, 'parameters.skyStyle');
		jobs.dropdown = async () => {
			await ground.vendor.set({ choices: CHOICES });
			for (let time = 1; time <= LISTS; time += 1) await open();
		};
		const taken = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
		for (const job of Object.values(jobs)) await job();
		for (let round = 1; round <= rounds; round += 1) {
			for (const [name, job] of Object.entries(jobs)) {
				taken[name].push(timeByPackage(await ground.profile(job)));
				report(`${name}: ${JSON.stringify(taken[name].at(-1).slice(0, PACKAGES))}`);
			}
		}
		return { taken };
	} finally {
		await ground.close();
	}
}

export function rows() {
	return [];
}

export function details({ taken }) {
	const { ours, chain, dropdown } = Object.fromEntries(
		Object.entries(taken).map(([name, rounds]) => [name, sumOf(rounds)]),
	);
	return `## Where the processor's time in n8n goes

By the package whose code was at work itself, as Node's profiler samples it: for each photo of ${MEGABYTES} MB, and for a dropdown of
${CHOICES.toLocaleString('en')} choices (Sky Style). _(program)_ is machine code, such as the sandbox for expressions and the network.

${tableOf(
	['This node, a photo', '', '(a), a photo', '', 'This node, a dropdown', ''],
	rowsOf([
		[ours, taken.ours.length * PHOTOS],
		[chain, taken.chain.length * PHOTOS],
		[dropdown, taken.dropdown.length * LISTS],
	]),
)}`;
}

function sumOf(rounds) {
	const sum = new Map();
	for (const [name, milliseconds] of rounds.flat()) {
		sum.set(name, (sum.get(name) ?? 0) + milliseconds);
	}
	return [...sum].sort(([, a], [, b]) => b - a);
}

/* The first few of each side by side, and this package wherever it stands. */
function rowsOf(columns) {
	const shown = columns.map(([packages, times]) => {
		const first = packages.slice(0, PACKAGES);
		const own = packages.find(([name]) => name === OURS);
		const all = own && !first.includes(own) ? [...first, own] : first;
		return all.map(([name, milliseconds]) => [name, inMilliseconds(milliseconds / times)]);
	});
	return Array.from({ length: PACKAGES + 1 }, (_, index) =>
		shown.flatMap((column) => column[index] ?? ['', '']),
	);
}
