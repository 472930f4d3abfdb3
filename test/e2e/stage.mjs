// What every end-to-end test stands on: a real n8n with the built package in it, and the sandbox.
import '../../demo/nodeVersion';
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

/**
 * Builds the package, and starts n8n and a sandbox on free ports of 127.0.0.1.
 *
 * @returns the owner's `session` in n8n, the `sandbox`, and `close`, which ends all, removes all files, and throws
 *   where n8n wanted to call another machine
 */
export async function openStage() {
	const folder = temporaryFolder();
	const lifetime = new Lifetime();
	const { signal } = lifetime;
	let n8n;
	const close = async () => {
		const refused = (await n8n?.refusedCalls()) ?? [];
		await lifetime.end();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		if (refused.length > 0) throw new Error(`n8n wanted to call ${refused.join(', ')}`);
	};
	try {
		await build(signal);
		const sandbox = await startSandbox({ etaSeconds: 0, rateLimit: null });
		await lifetime.add(async () => await sandbox.close());
		const report = (progress) => console.log(`Installing n8n, only this once: ${progress}`);
		const installation = await ensureN8n(report, signal);
		await addPackage(folder, signal);
		const wish = { installation, userFolder: folder, filesFolder: folder, loopbackOnly: true };
		n8n = await startN8n(wish, signal);
		await lifetime.add(async () => await n8n.stop(1));
		const session = await Session.open(n8n, signal);
		return { session, sandbox, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/* All that a test leaves lies in here, the sandbox's pictures too; gone at the end, even of a run that is stopped. */
function temporaryFolder() {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'aihomedesign-e2e-')));
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
