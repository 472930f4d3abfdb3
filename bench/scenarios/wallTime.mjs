// 100 photos of 3 MB: how long, with how many requests, with how much of the processor.
import { makePhoto, openGround, runBare, runInN8n } from '../ground.mjs';
import { median, ratio } from '../statistics.mjs';
import {
	COLUMNS,
	CONTENDERS,
	inMilliseconds,
	inSeconds,
	inTimesEach,
	ofLeast,
	tableOf,
} from '../table.mjs';
import { READY_SECONDS } from '../vendor.mjs';

const MEGABYTE = 1024 * 1024;
const MEGABYTES = 3;
const PHOTOS = 100;

/** How many times as long as the limit the node may take. */
const MOST = 1.2;

/** What the node may read of the catalog for each service and space. */
const CATALOG_READS = 2;

export const rounds = 5;

export async function measure({ rounds, report }) {
	const ground = await openGround({ inspected: true });
	try {
		const bytes = MEGABYTES * MEGABYTE;
		const task = { photo: await makePhoto(ground, bytes), photos: PHOTOS, bytes };
		const { atOnce } = (await runInN8n(ground, 'ours', task)).traffic;
		task.atOnce = atOnce;
		await runInN8n(ground, 'chain', task);
		await runInN8n(ground, 'least', task);
		const warmUp = { ...task, photos: 20 };
		const heap = await ground.settle();
		const measured = [];
		for (let round = 1; round <= rounds; round += 1) {
			const taken = {
				ours: await runInN8n(ground, 'ours', task),
				chain: await runInN8n(ground, 'chain', task),
				bare: await runBare(ground, { ...task, warmUp }),
				laden: await runBare(ground, { ...task, warmUp }, heap),
				least: await runInN8n(ground, 'least', task),
			};
			measured.push(taken);
			report(`round ${round}: ${cellsOf(taken).join(', ')}`);
		}
		return { photos: PHOTOS, megabytes: MEGABYTES, atOnce, rounds: measured };
	} finally {
		await ground.close();
	}
}

export function rows({ photos, megabytes, rounds }) {
	const middle = (pick) =>
		CONTENDERS.map((name) => median(rounds.map((round) => pick(round[name]))));
	const beside = (pick, one, other) =>
		ratio(
			rounds,
			(round) => pick(round[one]),
			(round) => pick(round[other]),
		);
	const against = (pick) => CONTENDERS.slice(1).map((other) => beside(pick, 'ours', other));
	const seconds = (taken) => taken.seconds;
	const beyondWait = (taken) => taken.seconds - READY_SECONDS;
	const requests = (taken) => taken.traffic.requests / photos;
	const cpu = (taken) => taken.cpu / photos;
	const [ofChain, ofBare] = against(seconds);
	const [cpuOfChain] = against(cpu);
	const sent = middle(requests);
	const [ours, , bare] = sent;
	const photosOf = `${photos} photos of ${megabytes} MB`;
	return [
		{
			what: `${photosOf}, from the first upload to the last picture`,
			cells: middle(seconds).map(inSeconds),
			says: inTimesEach(against(seconds)) + ofLeast(beside(seconds, 'least', 'bare')),
			goal: `faster than (a), at most ${MOST} times (b)`,
			isKept: ofChain < 1 && ofBare <= MOST,
			reason: 'time',
		},
		{
			what: `the same without the ${READY_SECONDS} s in which the vendor makes the pictures`,
			cells: middle(beyondWait).map(inSeconds),
			says: inTimesEach(against(beyondWait)) + ofLeast(beside(beyondWait, 'least', 'bare')),
		},
		{
			what: 'requests for each photo',
			cells: sent.map((value) => value.toFixed(2)),
			says: `${(ours - bare).toFixed(2)} more than (b)`,
			goal: `at most (b) and ${CATALOG_READS} reads of the catalog in all`,
			isKept: ours <= bare + CATALOG_READS / photos,
		},
		{
			what: 'processor time for each photo',
			cells: middle(cpu).map((value) => inMilliseconds(value * 1000)),
			says: inTimesEach(against(cpu)),
			goal: 'below (a)',
			isKept: cpuOfChain < 1,
		},
	];
}

export function details({ photos, megabytes, atOnce, rounds }) {
	const { upload, submit, look, download } = atOnce;
	const table = tableOf(
		['Round', ...COLUMNS],
		rounds.map((taken, index) => [index + 1, ...cellsOf(taken)]),
	);
	return `## ${photos} photos of ${megabytes} MB

The node was seen to have at most ${upload} uploads, ${submit} submits, ${look} looks and ${download} downloads under way at once; (b), (c)
and (d) have as many for each.

${table}`;
}

function cellsOf(taken) {
	return CONTENDERS.map((name) => {
		const { seconds, cpu } = taken[name];
		return `${inSeconds(seconds)}, processor ${inSeconds(cpu)}`;
	});
}
