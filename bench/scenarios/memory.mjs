// 20 and 60 photos of 50 MB, binaries on disk: how much memory above what the process has at rest.
import { makePhoto, openGround, runBare, runInN8n } from '../ground.mjs';
import { median, ratio } from '../statistics.mjs';
import { inMegabytes, inTimes, tableOf } from '../table.mjs';

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
		const warmUp = { ...small, photos: 1 };
		const inN8n = async (contender, task) => {
			await ground.freshN8n();
			await runInN8n(ground, contender, warmUp);
			return await runInN8n(ground, contender, task);
		};
		const measured = [];
		for (let round = 1; round <= rounds; round += 1) {
			for (const photos of [FEW, MANY]) {
				const task = { photo, photos, bytes };
				const taken = {
					photos,
					ours: await inN8n('ours', task),
					chain: await inN8n('chain', task),
					bare: await runBare(ground, atOnce, { ...task, warmUp }),
				};
				measured.push(taken);
				report(`round ${round}, ${photos} photos: ${cellsOf(taken).join('; ')}`);
			}
		}
		return { rounds: measured };
	} finally {
		await ground.close();
	}
}

export function rows({ rounds }) {
	const taken = (photos) => rounds.filter((round) => round.photos === photos);
	const rises = (photos) =>
		['ours', 'chain', 'bare'].map((name) => median(taken(photos).map((round) => round[name].rise)));
	const [few, many] = [FEW, MANY].map((photos) => {
		const [ours] = rises(photos);
		const against = (name) =>
			ratio(
				taken(photos),
				(round) => round.ours.rise,
				(round) => round[name].rise,
			);
		return { ours, chain: against('chain'), bare: against('bare') };
	});
	const row = (photos, { chain, bare }) => ({
		what: `most memory above that at rest, ${photos} photos of ${MEGABYTES} MB`,
		cells: rises(photos).map(inMegabytes),
		says: `${inTimes(chain)} (a), ${inTimes(bare)} (b)`,
		goal: `at most ${MOST} times (b)`,
		isKept: bare <= MOST,
	});
	return [
		row(FEW, few),
		row(MANY, many),
		{
			what: `the same, ${MANY} photos beside ${FEW}`,
			cells: ['', '', ''],
			says: inTimes(many.ours / few.ours),
			goal: `flat: at most ${FLAT} times`,
			isKept: many.ours / few.ours <= FLAT,
		},
	];
}

export function details({ rounds }) {
	const table = tableOf(
		['Photos', 'Node', '(a)', '(b)'],
		rounds.map((taken) => [taken.photos, ...cellsOf(taken)]),
	);
	return `## Memory

Each run is in an n8n that was just started and took one small photo before, and (b) in a new process that did the same. Before it is measured, its garbage is
collected. The most memory is Linux's own count (\`VmHWM\`), that at rest the median of a second.

${table}`;
}

function cellsOf({ ours, chain, bare }) {
	return [ours, chain, bare].map(
		({ rise, base, seconds }) =>
			`${inMegabytes(rise)} above ${inMegabytes(base)}, in ${seconds.toFixed(1)} s`,
	);
}
