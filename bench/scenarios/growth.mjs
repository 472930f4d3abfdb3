// 10, 100 and 1,000 small photos: what each further one costs, in time and in memory.
import { makePhoto, mostHeld, openGround, runInN8n } from '../ground.mjs';
import { median } from '../statistics.mjs';
import { inMegabytes, inMilliseconds, inSeconds, inTimes, tableOf } from '../table.mjs';
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
				await ground.freshN8n();
				await runInN8n(ground, 'ours', { photo, photos: 1, bytes });
				const task = { photo, photos, bytes };
				const ours = await runInN8n(ground, 'ours', task);
				const held = await mostHeld(ground, 'ours', task);
				const taken = { photos, ours, held };
				measured.push(taken);
				report(`round ${round}, ${cellsOf(taken).join(', ')}`);
			}
		}
		return { rounds: measured };
	} finally {
		await ground.close();
	}
}

export function rows({ rounds }) {
	const times = SIZES.map((photos) => middle(rounds, photos, millisecondsForEach));
	const rises = SIZES.map((photos) => middle(rounds, photos, ({ ours }) => ours.rise));
	const held = SIZES.map((photos) => middle(rounds, photos, (taken) => taken.held));
	const growth = (values) => values.at(-1) / values.at(-2);
	const [, , most] = SIZES.map((photos) => photos.toLocaleString('en'));
	return [
		{
			what: `time for each of ${SIZES.join(', ')} small photos, without the wait`,
			cells: [times.map(inMilliseconds).join(', ')],
			says: `${inTimes(growth(times))} from ${SIZES.at(-2)} to ${most}`,
			goal: `linear: at most ${MOST} times`,
			isKept: growth(times) <= MOST,
		},
		{
			what: 'most memory above that at rest, the same',
			cells: [rises.map(inMegabytes).join(', ')],
			says: `${inTimes(growth(rises))} from ${SIZES.at(-2)} to ${most}`,
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
		['Photos', 'Beyond the wait', 'For each', 'Memory', 'Held', 'Processor for each'],
		rounds.map(cellsOf),
	);
	return `## How it grows

Photos of ${KILOBYTES} kB, in an n8n that was just started and took one before. The ${READY_SECONDS} s in which the vendor makes the pictures are taken off.

${table}`;
}

function cellsOf(taken) {
	const { photos, ours } = taken;
	return [
		photos,
		inSeconds(beyondWait(taken)),
		inMilliseconds(millisecondsForEach(taken)),
		`${inMegabytes(ours.rise)} above ${inMegabytes(ours.base)}`,
		inMegabytes(taken.held),
		inMilliseconds((ours.cpu / photos) * 1000),
	];
}

function middle(rounds, photos, pick) {
	return median(rounds.filter((round) => round.photos === photos).map(pick));
}

function beyondWait({ ours }) {
	return ours.seconds - READY_SECONDS;
}

function millisecondsForEach(taken) {
	return (beyondWait(taken) / taken.photos) * 1000;
}
