/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs on Node, is never packed */
import './nodeVersion';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layGroundwork } from './groundwork';
import { runToEnd, type Lifetime } from './lifetime';
import { addPackage, projectFolder } from './n8n/addPackage';
import { Session } from './n8n/session';
import { startN8n } from './n8n/start';
import { ordersSoFar } from './ordersSoFar';
import { deliverPictures } from './pictures';
import { step } from './step';
import { readTemplate, saveSandboxCredential } from './templates';

const WORKFLOW = 'stage-and-enhance.json';
const TRIGGER = "When clicking 'Execute workflow'";
const OUTPUT = 'demo-output';

void runToEnd(async (lifetime) => {
	const { signal } = lifetime;
	const start = Date.now();
	const userFolder = await temporaryFolder(lifetime);
	const photos = join(userFolder, 'photos');
	await mkdir(photos);

	const { sandbox, installation, taken } = await layGroundwork(lifetime, photos, 3);

	const n8n = await step('Start n8n with the package in it', async () => {
		await addPackage(userFolder, signal);
		const wish = { installation, userFolder, filesFolder: photos, loopbackOnly: true };
		const started = await startN8n(wish, signal);
		await lifetime.add(async () => await started.stop(1));
		return started;
	});

	await step('Take two photos', async () => await taken);

	const execution = await step(`Run templates/${WORKFLOW}`, async (report) => {
		const session = await Session.open(n8n, signal);
		await saveSandboxCredential(session, sandbox);
		const workflow = await session.addWorkflow(await readTemplate(WORKFLOW, photos));
		const timer = setInterval(() => report(ordersSoFar(sandbox)), 1000);
		try {
			const ended = await session.waitFor(await session.execute(workflow, TRIGGER));
			if (ended.status === 'success') return ended;
			throw new Error(`The workflow ended with "${ended.status}". ${ended.failure ?? ''}`);
		} finally {
			clearInterval(timer);
		}
	});
	const refused = await n8n.refusedCalls();
	if (refused.length) {
		throw new Error(`n8n wanted to call other machines, and must not: ${refused.join(', ')}`);
	}

	console.log(`\nPictures in ${OUTPUT}/:`);
	for (const line of await deliverPictures(photos, join(projectFolder, OUTPUT), execution)) {
		console.log(`  ${line}`);
	}
	const seconds = Math.round((Date.now() - start) / 1000);
	console.log(`\nDone in ${seconds} s; n8n called no other machine.`);
});

async function temporaryFolder(lifetime: Lifetime): Promise<string> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'aihomedesign-demo-')));
	await lifetime.add(async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }));
	return folder;
}
