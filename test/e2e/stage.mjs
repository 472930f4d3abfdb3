// What every end-to-end test stands on: a real n8n with the built package in it, and the sandbox.
import '../../demo/nodeVersion';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../demo/build';
import { Lifetime } from '../../demo/lifetime';
import { addPackage } from '../../demo/n8n/addPackage';
import { ensureN8n } from '../../demo/n8n/install';
import { Session } from '../../demo/n8n/session';
import { startN8n } from '../../demo/n8n/start';
import { startSandbox } from '../../sandbox';
import { n8n2 } from './lines.mjs';

/* Read before a stage says otherwise: the next stage must not stand inside one that is gone. */
const outside = tmpdir();

/* For all stages of a test file: nothing changes the sources meanwhile. */
let built;

/**
 * Builds the package, once, and starts n8n and a sandbox on free ports of 127.0.0.1.
 *
 * @param {import('../../sandbox').SandboxOptions} sandboxOptions what the sandbox does otherwise than at once
 * @param {Record<string, string>} environment n8n's further environment variables
 * @param {import('./lines.mjs').Line} line which n8n
 * @param equip makes the folder ready that n8n is about to start in, and gives still further environment variables;
 *   puts the package there where nothing else is said
 * @returns the `line`, the owner's `session` in n8n, the `sandbox`, the `folder` whose files n8n may read and write,
 *   the address `n8nUrl`, `killN8n` and `startN8n` (a new address and session, the same data), and `close`, which ends
 *   all, removes all files, and throws where n8n wanted to call another machine
 */
export async function openStage(
	sandboxOptions = {},
	environment = {},
	line = n8n2,
	equip = addPackage,
) {
	const folder = temporaryFolder();
	const lifetime = new Lifetime();
	const { signal } = lifetime;
	const refused = [];
	let n8n;
	let killGroup;
	const close = async () => {
		refused.push(...((await n8n?.refusedCalls()) ?? []));
		await lifetime.end();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		process.env.TMPDIR = outside;
		if (refused.length > 0) throw new Error(`n8n wanted to call ${refused.join(', ')}`);
	};
	try {
		await (built ??= build(signal));
		const sandbox = await startSandbox({ etaSeconds: 0, rateLimit: null, ...sandboxOptions });
		await lifetime.add(async () => await sandbox.close());
		const report = (progress) =>
			console.log(`Installing ${line.name}, only this once: ${progress}`);
		const installation = await ensureN8n(report, signal, line.n8n);
		const equipment = await equip(folder, signal);
		const folders = { installation, userFolder: folder, filesFolder: folder };
		const wish = {
			...folders,
			loopbackOnly: true,
			environment: { ...line.environment, ...environment, ...equipment },
		};
		const stage = {
			line,
			sandbox,
			folder,
			close,
			startN8n: async () => {
				let program;
				const note = ({ process: child }) => (program = child);
				subscribe('child_process', note);
				const started = await startN8n(wish, signal).finally(() =>
					unsubscribe('child_process', note),
				);
				killGroup = () => process.kill(-program.pid, 'SIGKILL');
				await lifetime.add(async () => await started.stop(1));
				n8n = started;
				stage.n8nUrl = started.url;
				stage.session = await Session.open(started, signal);
			},
			killN8n: async () => {
				refused.push(...(await n8n.refusedCalls()));
				killGroup();
				await n8n.ended;
			},
		};
		await stage.startN8n();
		return stage;
	} catch (error) {
		await close();
		throw error;
	}
}

/* All that a test leaves lies in here, the sandbox's pictures too; gone at the end, even of a run that is stopped. */
function temporaryFolder() {
	const folder = realpathSync(mkdtempSync(join(outside, 'aihomedesign-e2e-')));
	process.env.TMPDIR = folder;
	process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	for (const [signal, code] of [
		['SIGHUP', 129],
		['SIGINT', 130],
		['SIGTERM', 143],
	]) {
		process.once(signal, () => process.exit(code));
	}
	return folder;
}
