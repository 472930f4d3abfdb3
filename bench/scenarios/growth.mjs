// 10, 100 and 1,000 small photos: what each further one costs, in time and in memory.
import { makePhoto, mostHeld, openGround, runInN8n } from '../ground.mjs';
import { median } from '../statistics.mjs';
import { COLUMNS, inMegabytes, inMilliseconds, inSeconds, inTimes, tableOf } from '../table.mjs';
import { READY_SECONDS } from '../vendor.mjs';

const KILOBYTES = 100;
const SIZES = [10, 100, 1000];

/** What counts as linear, and as flat: how many times as much a photo of many may take as one of few. */
const MOST = 1.25;

export const rounds = 3;

export async function measure({ rounds, report }) {
	const ground = await openGround({ inspected: true });
	try {
		const bytes = KILOBYTES * 1024;
		const photo = await makePhoto(ground, bytes);
		const measured = [];
		for (let round = 1; round <= rounds; round += 1) {
			for (const photos of SIZES) {
				const task = { photo, photos, bytes };
				const ours = await afterOne(ground, 'ours', task);
				const held = await mostHeld(ground, 'ours', task);
				const { atOnce } = ours.traffic;
				const least = await afterOne(ground, 'least', { ...task, atOnce });
				const taken = { photos, ours, held, least };
				measured.push(taken);
				report(`round ${round}, ${cellsOf(taken).join(', ')}`);
			}
		}
		return { rounds: measured };
	} finally {
		await ground.close();
	}
}

/* In an n8n that was just started, and took one photo before. */
async function afterOne(ground, contender, task) {
	await ground.freshN8n();
	await runInN8n(ground, contender, { ...task, photos: 1 });
	return await runInN8n(ground, contender, task);
}

export function rows({ rounds }) {
	const each = (pick) => SIZES.map((photos) => middle(rounds, photos, pick));
	const times = each(({ ours, photos }) => millisecondsForEach(ours, photos));
	const timesOfLeast = each(({ least, photos }) => millisecondsForEach(least, photos));
	const rises = each(({ ours }) => ours.rise);
	const risesOfLeast = each(({ least }) => least.rise);
	const held = each((taken) => taken.held);
	const growth = (values) => values.at(-1) / values.at(-2);
	const [, , most] = SIZES.map((photos) => photos.toLocaleString('en'));
	return [
		{
			what: `time for each of ${SIZES.join(', ')} small photos, without the wait`,
			cells: cells(times.map(inMilliseconds), timesOfLeast.map(inMilliseconds)),
			says: `${inTimes(growth(times))} from ${SIZES.at(-2)} to ${most}`,
			goal: `linear: at most ${MOST} times`,
			isKept: growth(times) <= MOST,
		},
		{
			what: 'most memory above that at rest, the same',
			cells: cells(rises.map(inMegabytes), risesOfLeast.map(inMegabytes)),
			says: `${inTimes(growth(rises))} from ${SIZES.at(-2)} to ${most}; (d): ${inTimes(growth(risesOfLeast))}`,
			goal: `flat: at most ${MOST} times`,
			isKept: growth(rises) <= MOST,
			reason: 'held',
		},
		{
			what: 'of that, held while garbage is collected all the time',
			cells: [held.map(inMegabytes).join(', ')],
			says: `${Math.round(((held.at(-1) - held.at(-2)) / (SIZES.at(-1) - SIZES.at(-2))) * 1024)} kB for each further photo`,
		},
	];
}

export function details({ rounds }) {
	const table = tableOf(
		[
			...['Photos', 'Beyond the wait', 'For each', 'Memory', 'Held', 'Processor for each'],
			...['(d): for each', '(d): memory'],
		],
		rounds.map(cellsOf),
	);
	return `## How it grows

Photos of ${KILOBYTES} kB, in an n8n that was just started and took one before. The ${READY_SECONDS} s in which the vendor makes the pictures are taken off.

${table}`;
}

function cellsOf({ photos, ours, held, least }) {
	return [
		photos,
		inSeconds(beyondWait(ours)),
		inMilliseconds(millisecondsForEach(ours, photos)),
		`${inMegabytes(ours.rise)} above ${inMegabytes(ours.base)}`,
		inMegabytes(held),
		inMilliseconds((ours.cpu / photos) * 1000),
		inMilliseconds(millisecondsForEach(least, photos)),
		`${inMegabytes(least.rise)} above ${inMegabytes(least.base)}`,
	];
}

/* In the order of the page's columns: the node first, the least node last. */
function cells(node, least) {
	return [node.join(', '), ...COLUMNS.slice(2).map(() => ''), least.join(', ')];
}

function middle(rounds, photos, pick) {
	return median(rounds.filter((round) => round.photos === photos).map(pick));
}

function beyondWait({ seconds }) {
	return seconds - READY_SECONDS;
}

function millisecondsForEach(taken, photos) {
	return (beyondWait(taken) / photos) * 1000;
}
