// 20 and 60 photos of 50 MB, binaries on disk: how much memory above what the process has at rest.
import { makePhoto, mostHeld, openGround, runBare, runInN8n } from '../ground.mjs';
import { median, ratio } from '../statistics.mjs';
import {
	COLUMNS,
	CONTENDERS,
	inMegabytes,
	inTimes,
	inTimesEach,
	ofLeast,
	tableOf,
} from '../table.mjs';

const MEGABYTE = 1024 * 1024;
const MEGABYTES = 50;
const FEW = 20;
const MANY = 60;

/** Of the photo that each process takes first, so that all code is loaded before it is measured. */
const WARM_UP_BYTES = 100 * 1024;

/** How many times as much as the limit the node may take. */
const MOST = 1.5;

/** What counts as flat: how many times as much the many may take as the few. */
const FLAT = 1.25;

export const rounds = 3;

export async function measure({ rounds, report }) {
	const ground = await openGround({ inspected: true });
	try {
		const bytes = MEGABYTES * MEGABYTE;
		const photo = await makePhoto(ground, bytes);
		const small = { photo: await makePhoto(ground, WARM_UP_BYTES), bytes: WARM_UP_BYTES };
		const { atOnce } = (await runInN8n(ground, 'ours', { ...small, photos: 100 })).traffic;
		const warmUp = { ...small, photos: 1, atOnce };
		const heap = await ground.settle();
		const inN8n = async (contender, task) => {
			await ground.freshN8n();
			await runInN8n(ground, contender, warmUp);
			return await runInN8n(ground, contender, task);
		};
		const measured = [];
		for (let round = 1; round <= rounds; round += 1) {
			for (const photos of [FEW, MANY]) {
				const task = { photo, photos, bytes, atOnce };
				const taken = {
					photos,
					ours: await inN8n('ours', task),
					chain: await inN8n('chain', task),
					bare: await runBare(ground, { ...task, warmUp }),
					laden: await runBare(ground, { ...task, warmUp }, heap),
					least: await inN8n('least', task),
				};
				await ground.freshN8n();
				await runInN8n(ground, 'ours', warmUp);
				taken.held = await mostHeld(ground, 'ours', task);
				measured.push(taken);
				report(`round ${round}, ${photos} photos: ${cellsOf(taken).join('; ')}`);
			}
		}
		return { heap, rounds: measured };
	} finally {
		await ground.close();
	}
}

export function rows({ rounds }) {
	const taken = (photos) => rounds.filter((round) => round.photos === photos);
	const middle = (photos, pick) => median(taken(photos).map(pick));
	const rise = (name) => (round) => round[name].rise;
	const row = (photos) => {
		const against = (name) => ratio(taken(photos), rise('ours'), rise(name));
		return {
			what: `most memory above that at rest, ${photos} photos of ${MEGABYTES} MB`,
			cells: CONTENDERS.map((name) => inMegabytes(middle(photos, rise(name)))),
			says:
				inTimesEach(CONTENDERS.slice(1).map(against)) +
				ofLeast(ratio(taken(photos), rise('least'), rise('bare'))),
			goal: `at most ${MOST} times (b)`,
			isKept: against('bare') <= MOST,
			reason: 'memory',
		};
	};
	const growthOf = (name) => middle(MANY, rise(name)) / middle(FEW, rise(name));
	const growth = growthOf('ours');
	const [few, many] = [FEW, MANY].map((photos) => middle(photos, ({ held }) => held));
	return [
		row(FEW),
		row(MANY),
		{
			what: `the same, ${MANY} photos beside ${FEW}`,
			cells: [],
			says: `${inTimes(growth)}; (d) ${inTimes(growthOf('least'))}`,
			goal: `flat: at most ${FLAT} times`,
			isKept: growth <= FLAT,
			reason: 'memory',
		},
		{
			what: `of that, held while garbage is collected all the time, ${FEW} and ${MANY} photos`,
			cells: [`${inMegabytes(few)}, ${inMegabytes(many)}`],
			says: '',
		},
	];
}

export function details({ heap, rounds }) {
	const table = tableOf(
		['Photos', ...COLUMNS, 'Held by the node'],
		rounds.map((taken) => [taken.photos, ...cellsOf(taken)]),
	);
	return `## Memory

Each run is in an n8n that was just started and took one small photo before, and (b) and (c) in a new process that did the same; before
it is measured, its garbage is collected. The most memory is Linux's own count (\`VmHWM\`), that at rest the median of a second.
n8n's heap held ${inMegabytes(heap)} at rest, and (c) as much. _Held_ is from a further run, in which n8n's garbage is collected all the time.

${table}`;
}

function cellsOf(taken) {
	const each = CONTENDERS.map((name) => {
		const { rise, base, seconds } = taken[name];
		return `${inMegabytes(rise)} above ${inMegabytes(base)}, in ${seconds.toFixed(1)} s`;
	});
	return [...each, inMegabytes(taken.held)];
}
