// A dropdown of 2,000 choices: from the editor's call to n8n to its answer, beside a bare fetch of what it is filled from.
import { ask, dropdownsOf, withValue } from '../../test/e2e/dropdowns.mjs';
import { openGround } from '../ground.mjs';
import { median, ratio } from '../statistics.mjs';
import { inMilliseconds, inTimes, tableOf } from '../table.mjs';

export const CHOICES = 2000;
const TIMES = 20;

/** How many times as long as a bare fetch it may take. */
const MOST = 1.5;

const NODE_TYPE = 'n8n-nodes-aihomedesign.aiHomeDesign';
const STAGING = 'service_name=service-ai-virtual-staging';
const SPACES = `/v1/catalog/spaces?${STAGING}&active=true`;

/** The dropdowns that are opened, and what the node reads of the catalog to fill each. */
const DROPDOWNS = [
	{
		name: 'Space Name or ID',
		operation: 'virtualStaging',
		path: 'parameters.space',
		reads: [SPACES],
	},
	{
		name: 'Sky Style Name or ID',
		operation: 'dayToDusk',
		path: 'parameters.skyStyle',
		reads: ['/v1/catalog/items/filter?service_name=service-day-to-dusk'],
	},
	{
		name: 'Style Name or ID',
		operation: 'virtualStaging',
		path: 'parameters.style',
		reads: [SPACES, `/v1/catalog/items/filter?${STAGING}&space_name=living-room`],
	},
];

/** One for which the node asks nobody: of a service without spaces, its only entry is that there are none. */
const ASKS_NOBODY = { operation: 'getWidgets', path: 'parameters.space' };

export const rounds = 3;

export async function measure({ rounds, report }) {
	const ground = await openGround();
	try {
		await ground.vendor.set({ choices: CHOICES });
		const measured = [];
		for (let round = 1; round <= rounds; round += 1) {
			for (const dropdown of DROPDOWNS) {
				await ground.freshN8n();
				const taken = { name: dropdown.name, ...(await measureOne(ground, dropdown)) };
				measured.push(taken);
				report(`round ${round}, ${cellsOf(taken).join(', ')}`);
			}
		}
		return { rounds: measured };
	} finally {
		await ground.close();
	}
}

async function measureOne(ground, { path, reads }) {
	const contenders = await openers(ground, path);
	const cold = { ours: await millisecondsOf(contenders.ours) };
	const warm = { ours: [], n8n: [], bare: [] };
	for (let time = 1; time <= TIMES; time += 1) {
		for (const [name, work] of Object.entries(contenders)) {
			warm[name].push(await millisecondsOf(work));
		}
	}
	const middles = Object.entries(warm).map(([name, taken]) => [name, median(taken)]);
	return { reads: reads.length, cold, warm: Object.fromEntries(middles) };
}

/** @returns what fills a dropdown once: `ours` by n8n, `bare` alone; and `n8n`, which asks n8n for a list of nobody's */
export async function openers({ stage, vendor, credentials }, path) {
	const { operation, reads } = DROPDOWNS.find((one) => one.path === path);
	const { session } = stage;
	const types = JSON.parse((await session.ask('GET', '/types/nodes.json')).content);
	const all = dropdownsOf(types.find(({ name }) => name === NODE_TYPE));
	const dropdownOf = (wanted) =>
		all.find((one) => one.path === wanted.path && one.parameters.operation === wanted.operation);
	const open = async (dropdown) =>
		await ask(session, dropdown, { aiHomeDesignApi: credentials.ours });

	const full = withValue(dropdownOf({ operation, path }), 'parameters.space', 'living-room');
	const spaceless = withValue(
		dropdownOf(ASKS_NOBODY),
		'parameters.service',
		'service-item-removal',
	);
	return {
		ours: async () => {
			const { options, sentence } = await open(full);
			if (options?.length !== CHOICES) throw new Error(sentence ?? `${options.length} options`);
		},
		n8n: async () => {
			const { options, sentence } = await open(spaceless);
			if (options?.length !== 1) throw new Error(sentence ?? `${options.length} options`);
		},
		bare: async () => {
			await Promise.all(reads.map(async (read) => await fetchBare(vendor.url + read)));
		},
	};
}

export function rows({ rounds }) {
	return DROPDOWNS.map(({ name, reads }) => {
		const taken = rounds.filter((round) => round.name === name);
		const middle = (of) => inMilliseconds(median(taken.map(({ warm }) => warm[of])));
		const times = ratio(
			taken,
			({ warm }) => warm.ours,
			({ warm }) => warm.bare,
		);
		const together = ratio(
			taken,
			({ warm }) => warm.n8n + warm.bare,
			({ warm }) => warm.bare,
		);
		return {
			what: `a dropdown of ${CHOICES.toLocaleString('en')} choices, ${name} (${reads.length} read${reads.length > 1 ? 's' : ''} of the catalog)`,
			cells: [middle('ours'), `n8n alone: ${middle('n8n')}`, middle('bare')],
			says: `${inTimes(times)} a bare fetch; n8n alone and the fetch together ${inTimes(together)}`,
			goal: `at most ${MOST} times a bare fetch`,
			isKept: times <= MOST,
			reason: 'dropdown',
		};
	});
}

export function details({ rounds }) {
	const table = tableOf(
		['Dropdown', 'First after the start of n8n', 'Then', 'n8n alone', 'Bare fetch'],
		rounds.map(cellsOf),
	);
	return `## Dropdowns of ${CHOICES.toLocaleString('en')} choices

From the call that n8n's editor makes to the end of n8n's answer, medians of ${TIMES}. _n8n alone_ is the same call for a list where the
node asks nobody (a service without spaces). _Bare fetch_ is Node's own \`fetch\` of what the node reads, both
reads of Style at once, parsed.

${table}`;
}

function cellsOf({ name, cold, warm }) {
	return [name, ...[cold.ours, warm.ours, warm.n8n, warm.bare].map(inMilliseconds)];
}

async function fetchBare(url) {
	const headers = { 'x-api-key': 'key', accept: 'application/json' };
	const { data } = await (await fetch(url, { headers })).json();
	if (!data?.length) throw new Error(`there is nothing at ${url}`);
}

async function millisecondsOf(work) {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
