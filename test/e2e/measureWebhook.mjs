// Measures how fast the trigger answers beside n8n's own Webhook node, in the same n8n, and writes docs/webhook.md.
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { n8nVersion } from '../../demo/n8n/lockedPackages';
import { callAtRate } from './caller.mjs';
import { openStage } from './stage.mjs';
import { addOwnWebhook, addTrigger, settled, timesRun } from './webhooks.mjs';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'webhook.md');

/** How many times as slowly as n8n's own node the trigger may answer, 19 of 20 calls. */
const MOST = 1.2;

/** The rates that are tried, in calls a second, and how long each. */
const FIRST = 4;
const STEP = 2;
const STEP_SECONDS = 8;
/** n8n holds a rate when it keeps pace: the last answers of a step come no later than this. */
const IN_PACE_MS = 1000;

const ROUNDS = 5;
const ROUND_SECONDS = 8;

let stage;
try {
	stage = await openStage();
	const contenders = {
		ours: await addTrigger(stage, { verify: true, downloadImage: true }),
		theirs: await addOwnWebhook(stage),
	};
	for (const workflow of Object.values(contenders)) await measure(workflow, FIRST, STEP_SECONDS);
	const highest = await highestRate(contenders.theirs);
	const rounds = await measureRounds(contenders, highest / 2);
	const result = judge(rounds);
	console.log(`\n${result.sentence}`);
	await writeFile(DOCUMENT, await documentOf({ highest, rounds, result }));
	if (!result.isKept) process.exitCode = 1;
} finally {
	await stage?.close();
}

/* The highest of the rates that the workflow holds: each call is answered 200, makes one run, and keeps pace. */
async function highestRate(workflow) {
	let highest = 0;
	for (let perSecond = FIRST; ; perSecond += STEP) {
		const { lost, lag, p95 } = await measure(workflow, perSecond, STEP_SECONDS);
		const isHeld = lost === 0 && lag <= IN_PACE_MS;
		console.log(
			`n8n's own, ${perSecond} a second: ${lost} lost, 95 of 100 within ${Math.round(p95)} ms`,
		);
		if (!isHeld) break;
		highest = perSecond;
	}
	if (highest === 0) throw new Error(`n8n's own node does not hold ${FIRST} calls a second here`);
	return highest;
}

async function measureRounds({ ours, theirs }, perSecond) {
	const rounds = [];
	for (let round = 1; round <= ROUNDS; round += 1) {
		rounds.push({
			ours: await measure(ours, perSecond, ROUND_SECONDS),
			theirs: await measure(theirs, perSecond, ROUND_SECONDS),
			load: loadavg()[0],
		});
		const { ours: mine, theirs: other } = rounds.at(-1);
		console.log(
			`round ${round}, ${perSecond} a second: ours ${Math.round(mine.p95)} ms, n8n's ${Math.round(other.p95)} ms`,
		);
	}
	return rounds;
}

/* Posts for some seconds at a rate; `lag` is how late the last tenth was answered. */
async function measure(workflow, perSecond, seconds) {
	const bodies = await stage.sandbox.finishedOrders(Math.round(perSecond * seconds));
	const url = stage.n8nUrl + workflow.path;
	const answered = await callAtRate({ url, bodies, perSecond });
	await settled(stage, workflow);
	const times = timesRun(stage, workflow, bodies);
	const lost = bodies.filter(
		({ order_id }, index) => answered[index].status !== 200 || times.get(order_id) === 0,
	).length;
	const twice = [...times.values()].filter((count) => count > 1).length;
	const taken = answered.map(({ milliseconds }) => milliseconds);
	const end = taken.slice(-Math.ceil(taken.length / 10));
	const lag = part(end, 0.5);
	return { calls: bodies.length, lost, twice, lag, p50: part(taken, 0.5), p95: part(taken, 0.95) };
}

function judge(rounds) {
	const over = (pick) => part(rounds.map(pick), 0.5);
	const ours = over((round) => round.ours.p95);
	const theirs = over((round) => round.theirs.p95);
	const ratio = ours / theirs;
	const sum = (name) => rounds.reduce((total, round) => total + round.ours[name], 0);
	const isKept = ratio <= MOST && sum('lost') === 0 && sum('twice') === 0;
	const sentence =
		`The trigger answers 95 of 100 calls within ${Math.round(ours)} ms, n8n's own node within ` +
		`${Math.round(theirs)} ms (medians of ${rounds.length} rounds): ${ratio.toFixed(2)} times as slowly; the limit ` +
		`is ${MOST}. Of its ${sum('calls')} results ${sum('lost')} were lost, and ${sum('twice')} ran twice.`;
	return { isKept, sentence };
}

async function documentOf({ highest, rounds, result }) {
	const [{ model }] = cpus();
	const lines = rounds.map(
		({ ours, theirs, load }, index) =>
			`| ${[
				index + 1,
				`${Math.round(ours.p50)} ms`,
				`${Math.round(theirs.p50)} ms`,
				`${Math.round(ours.p95)} ms`,
				`${Math.round(theirs.p95)} ms`,
				ours.lost,
				ours.twice,
				load.toFixed(1),
			].join(' | ')} |`,
	);
	const text = `# How fast the trigger answers

\`npm run measure:webhook\` writes this page: it posts to the trigger (with _Verify_ and _Download Image_) and to n8n's own
Webhook node, in the same n8n, in turn. n8n's own node held ${highest} calls a second here: each was answered 200, made one
run, and the answers kept pace. The rounds are at half of that. The time is that of the answer; verification, download
and run come after it.

${result.sentence}

| Round | Trigger, half of the calls | n8n's, half | Trigger, 95 of 100 | n8n's, 95 of 100 | Lost | Ran twice | Load |
| --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

n8n ${n8nVersion}, Node ${process.versions.node}, SQLite, ${cpus().length} processors (${model.trim()}) for n8n, the sandbox and the caller together.
_Load_ is that of the whole machine, the minute before the round ended.

n8n makes a sandbox for expressions for each run, and another one for each call to a trigger that is not its own Webhook
node (\`webhookPhaseNeedsIsolate\` in its live-webhooks.js). Reading a credential needs one too.
`;
	return await format(text, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
}

function part(values, share) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
