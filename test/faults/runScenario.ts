/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { sleep } from 'n8n-workflow';
import { loadPackage } from '../engine/harness/packageLoader';
import { type Outcome, runNode } from '../engine/harness/run';
import { Ground } from './ground';
import { judge, type Result } from './judge';
import { startQuickTime } from './quickTime';
import type { Scenario } from './scenario';

/** The node itself, and the one that it is measured against. */
export type Contender = 'naive' | 'ours';

/** How long nothing may happen before an execution is over for good, in milliseconds: what was started goes on. */
const SILENCE = 60;

/** How often it is looked whether something happened, in milliseconds. */
const LOOK_EVERY = 2;

let executions = 0;

/** Runs a scenario on a sandbox of its own, in n8n's real engine, and counts what came of it. */
export async function runScenario(scenario: Scenario, contender: Contender): Promise<Result> {
	const { settings, parameters, sandbox, photos } = scenario;
	const type = contender === 'naive' ? await naiveType() : undefined;
	const ground = await Ground.prepare(sandbox);
	const log = await watchLog();
	let backToRealTime: () => void = () => undefined;
	try {
		const items = await Promise.all(
			Array.from({ length: photos }, (_, at) => ground.photoItem(at)),
		);
		await scenario.replaceItems?.(items, ground);
		await scenario.arrange?.(ground);
		backToRealTime = startQuickTime(() => ground.isBusy);
		ground.beginsWith();
		executions += 1;
		const outcome: Outcome = await runNode({
			credential: { apiKey: ground.sandbox.apiKey, baseUrl: ground.address },
			parameters: { ...ground.choice, style: '={{ $json.style }}', ...parameters },
			settings: { ...settings, ...(type === undefined ? {} : { type }) },
			items,
			executionId: `fault-${executions}`,
			onStart: (cancel) => cancelOnce(() => scenario.cancelWhen?.(ground) ?? false, cancel),
		});
		await silence(ground);
		return judge(outcome, {
			orders: ground.sandbox.orders,
			log: scenario.cancelWhen ? log.lines : undefined,
		});
	} finally {
		backToRealTime();
		log.stop();
		await ground.close();
	}
}

/** @returns the type of the naive node, loaded as n8n would load it */
export async function naiveType(): Promise<string> {
	const loader = await loadPackage();
	if (!('naiveNode' in loader.nodeTypes)) loader.loadNodeFromFile('test/faults/NaiveNode.ts');
	return 'n8n-nodes-aihomedesign.naiveNode';
}

/** Keeps what the node says in n8n's log. */
async function watchLog(): Promise<{ lines: string[]; stop: () => void }> {
	const lines: string[] = [];
	const { engineLogger } = await loadPackage();
	const { warn } = engineLogger;
	engineLogger.warn = (line) => {
		lines.push(line);
	};
	return { lines, stop: () => Object.assign(engineLogger, { warn }) };
}

function cancelOnce(holds: () => boolean, cancel: () => void): void {
	const looking = setInterval(() => {
		if (!holds()) return;
		clearInterval(looking);
		cancel();
	}, LOOK_EVERY);
	looking.unref();
}

async function silence(ground: Ground): Promise<void> {
	let calls = -1;
	while (calls !== ground.sandbox.calls.length || ground.isBusy) {
		calls = ground.sandbox.calls.length;
		await sleep(SILENCE);
	}
}
