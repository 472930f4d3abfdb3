/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs on Node, is never packed */
import './nodeVersion';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build';
import { cacheFolder } from './cacheFolder';
import { layGroundwork } from './groundwork';
import { runToEnd, sentence, type Lifetime } from './lifetime';
import { addPackage, projectFolder, updatePackage } from './n8n/addPackage';
import { exclusively } from './n8n/exclusively';
import { owner, Session } from './n8n/session';
import { startN8n } from './n8n/start';
import { onChange } from './onChange';
import { step } from './step';
import { readTemplate, saveSandboxCredential, templateNames } from './templates';

/* Kept from one run to the next, so that edited workflows and past executions are still there. */
const USER_FOLDER = join(cacheFolder(), 'dev');
const PHOTOS = join(USER_FOLDER, 'photos');

void runToEnd(async (lifetime) => {
	await mkdir(PHOTOS, { recursive: true });
	const refuse = () => {
		throw new Error(`"npm run dev" runs already: ${USER_FOLDER} is in use.`);
	};
	const lock = `${USER_FOLDER}.lock`;
	await exclusively(lock, refuse, lifetime.signal, async () => await develop(lifetime));
});

async function develop(lifetime: Lifetime): Promise<void> {
	const { signal } = lifetime;
	const { sandbox, installation, taken } = await layGroundwork(lifetime, PHOTOS, 5);

	const n8n = await step('Start n8n with the package in it', async () => {
		await addPackage(USER_FOLDER, signal);
		const started = await startN8n(
			{
				installation,
				userFolder: USER_FOLDER,
				filesFolder: PHOTOS,
				ports: [5678, 5698],
				environment: { N8N_DEV_RELOAD: 'true' },
			},
			signal,
		);
		await lifetime.add(async () => await started.stop());
		return started;
	});

	await step('Add the credential and the example workflows', async () => {
		const session = await Session.open(n8n, signal);
		await saveSandboxCredential(session, sandbox);
		for (const file of await templateNames()) {
			const workflow = await readTemplate(file, PHOTOS);
			if (!(await session.findWorkflow(workflow.name))) await session.addWorkflow(workflow);
		}
	});

	await step('Take two photos', async () => await taken);

	const sources = ['nodes', 'credentials'].map((name) => join(projectFolder, name));
	onChange(sources, async () => await rebuild(signal), signal);

	console.log(`
  n8n        ${n8n.url}
  E-mail     ${owner.email}
  Password   ${owner.password}   (made up, good for this n8n only)
  Sandbox    ${sandbox.url}, its key is in the credential "AI HomeDesign account"
  Photos     ${PHOTOS}
  n8n's log  ${join(USER_FOLDER, 'n8n.log')}

Open a workflow and click "Execute workflow". A change below nodes/ or credentials/ is built, and
n8n takes it over by itself. Ctrl-C ends everything; your workflows are still there next time.
`);
	await n8n.ended;
	signal.throwIfAborted();
	throw new Error(`n8n has ended by itself. ${await n8n.lastLines()}`);
}

async function rebuild(signal: AbortSignal): Promise<void> {
	const time = new Date().toLocaleTimeString();
	try {
		await build(signal);
		await updatePackage(USER_FOLDER);
		console.log(`${time}  Built anew, n8n has it.`);
	} catch (error) {
		if (!signal.aborted) console.error(`${time}  ${sentence(error)}`);
	}
}
