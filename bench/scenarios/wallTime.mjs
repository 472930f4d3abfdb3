// 100 photos of 3 MB: how long, with how many requests, with how much of the processor.
import { makePhoto, openGround, runBare, runInN8n } from '../ground.mjs';
import { median, ratio } from '../statistics.mjs';
import { inMilliseconds, inSeconds, inTimes, tableOf } from '../table.mjs';
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
	const ground = await openGround();
	try {
		const bytes = MEGABYTES * MEGABYTE;
		const task = { photo: await makePhoto(ground, bytes), photos: PHOTOS, bytes };
		const { atOnce } = (await runInN8n(ground, 'ours', task)).traffic;
		await runInN8n(ground, 'chain', task);
		const warmUp = { ...task, photos: 20 };
		const measured = [];
		for (let round = 1; round <= rounds; round += 1) {
			const taken = {
				ours: await runInN8n(ground, 'ours', task),
				chain: await runInN8n(ground, 'chain', task),
				bare: await runBare(ground, atOnce, { ...task, warmUp }),
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
	const middle = (pick) => ({
		ours: median(rounds.map(({ ours }) => pick(ours))),
		chain: median(rounds.map(({ chain }) => pick(chain))),
		bare: median(rounds.map(({ bare }) => pick(bare))),
	});
	const against = (contender, pick) =>
		ratio(
			rounds,
			({ ours }) => pick(ours),
			(round) => pick(round[contender]),
		);
	const seconds = (taken) => taken.seconds;
	const beyondWait = (taken) => taken.seconds - READY_SECONDS;
	const requests = (taken) => taken.traffic.requests / photos;
	const cpu = (taken) => taken.cpu / photos;
	const inOrder = ({ ours, chain, bare }, unit) => [ours, chain, bare].map(unit);
	const sent = middle(requests);
	const most = sent.bare + CATALOG_READS / photos;
	const photosOf = `${photos} photos of ${megabytes} MB`;
	return [
		{
			what: `${photosOf}, from the first upload to the last picture`,
			cells: inOrder(middle(seconds), inSeconds),
			says: `${inTimes(against('chain', seconds))} (a), ${inTimes(against('bare', seconds))} (b)`,
			goal: `faster than (a), at most ${MOST} times (b)`,
			isKept: against('chain', seconds) < 1 && against('bare', seconds) <= MOST,
			reason: 'garbage',
		},
		{
			what: `the same without the ${READY_SECONDS} s in which the vendor makes the pictures`,
			cells: inOrder(middle(beyondWait), inSeconds),
			says: `${inTimes(against('chain', beyondWait))} (a), ${inTimes(against('bare', beyondWait))} (b)`,
		},
		{
			what: 'requests for each photo',
			cells: inOrder(sent, (value) => value.toFixed(2)),
			says: `${(sent.ours - sent.bare).toFixed(2)} more than (b)`,
			goal: `at most (b) and ${CATALOG_READS} reads of the catalog in all`,
			isKept: sent.ours <= most,
		},
		{
			what: 'processor time of n8n for each photo',
			cells: [...inOrder(middle(cpu), (value) => inMilliseconds(value * 1000))],
			says: `${inTimes(against('chain', cpu))} (a)`,
			goal: 'below (a)',
			isKept: against('chain', cpu) < 1,
		},
	];
}

export function details({ photos, megabytes, atOnce, rounds }) {
	const { upload, submit, look, download } = atOnce;
	const table = tableOf(
		['Round', 'Node', '(a)', '(b)'],
		rounds.map((taken, index) => [index + 1, ...cellsOf(taken)]),
	);
	return `## ${photos} photos of ${megabytes} MB

The node was seen to have at most ${upload} uploads, ${submit} submits, ${look} looks and ${download} downloads under way at once; (b) has as
many connections for each.

${table}`;
}

function cellsOf({ ours, chain, bare }) {
	return [ours, chain, bare].map(
		({ seconds, cpu }) => `${inSeconds(seconds)}, processor ${inSeconds(cpu)}`,
	);
}
