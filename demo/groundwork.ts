import { type Sandbox, startSandbox } from '../sandbox';
import { build } from './build';
import { type Lifetime, unlessStopped } from './lifetime';
import { ensureN8n } from './n8n/install';
import { takePhotos } from './pictures';
import { step } from './step';

/** What demo and editor stand on. */
export interface Groundwork {
	sandbox: Sandbox;
	/** The folder in whose node_modules n8n is. */
	installation: string;
	/** Settles when the two photos lie in their folder. */
	taken: Promise<void>;
}

/**
 * Builds the package, starts a sandbox, makes sure of n8n, and begins to take the photos meanwhile.
 *
 * @param photos the folder that the photos are put into
 * @param etaSeconds how long the sandbox takes for a picture
 */
export async function layGroundwork(
	lifetime: Lifetime,
	photos: string,
	etaSeconds: number,
): Promise<Groundwork> {
	const { signal } = lifetime;
	/* Rendering takes a processor a while; n8n starts on another one. */
	const taken = unlessStopped(takePhotos(photos), signal);
	taken.catch(() => {});

	await step('Build the package', async () => await build(signal));

	const sandbox = await step('Start a local AI HomeDesign', async () => {
		const started = await startSandbox({ etaSeconds });
		await lifetime.add(async () => await started.close());
		return started;
	});

	const installation = await step('Make sure of n8n', async (report) => {
		return await ensureN8n(
			(progress) => report(`Installing it, only this once: ${progress}`),
			signal,
		);
	});
	return { sandbox, installation, taken };
}
