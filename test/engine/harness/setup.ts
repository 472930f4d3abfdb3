import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox';
import { itemWithFile, keepBinariesOnDisk } from './binaries';
import { drawPhoto } from './photo';
import { credentialFor, type Outcome, runNode, type Wanted } from './run';

/** What most engine tests stand on: a sandbox whose results are there at once, and n8n's binaries on disk. */
export interface Stage {
	sandbox: Sandbox;
	/** An item with a good photo in its binary field `data`. */
	photoItem(json?: INodeExecutionData['json']): Promise<INodeExecutionData>;
	/** Runs the node on the sandbox: a staging of one good photo, unless told otherwise. */
	run(wanted?: Partial<Wanted>): Promise<Outcome>;
	/** The calls that reached the sandbox, as "POST /v1/order". */
	calls(): string[];
	close(): Promise<void>;
}

/** A staging that is right in every way. */
export const STAGING: INodeParameters = { space: 'Living Room', style: 'Modern' };

/** A right enhancement. */
export const ENHANCEMENT: INodeParameters = { operation: 'imageEnhancement', space: 'Indoor' };

/** An upload alone, to be ordered later. */
export const UPLOAD: INodeParameters = { resource: 'image', operation: 'upload' };

/** The right staging of a photo that was uploaded before, by the order ID in its item. */
export const STAGING_BY_ID: INodeParameters = {
	...STAGING,
	imageSource: 'orderId',
	orderId: '={{ $json.order_id }}',
};

/** Sets the stage; to be closed in `afterAll`. */
export async function setStage(options: SandboxOptions = {}): Promise<Stage> {
	const removeBinaries = await keepBinariesOnDisk();
	const sandbox = await startSandbox({ etaSeconds: 0, rateLimit: null, ...options });
	const photo = await drawPhoto();
	const photoItem: Stage['photoItem'] = async (json = {}) => await itemWithFile(photo, { json });
	return {
		sandbox,
		photoItem,
		run: async (wanted = {}) =>
			await runNode({
				credential: credentialFor(sandbox),
				parameters: STAGING,
				...wanted,
				items: wanted.items ?? [await photoItem()],
			}),
		calls: () => sandbox.calls.map(({ method, path }) => `${method} ${path}`),
		close: async () => {
			await sandbox.close();
			await removeBinaries();
		},
	};
}

/** What a failed item says, under either Continue setting. */
export function errorOf(item: INodeExecutionData | undefined): string {
	return String(item?.json.error);
}

/**
 * Sets the stage for all tests of a file: the sandbox forgets everything before each of them, and what they
 * replaced is put back.
 */
export function useStage(options?: SandboxOptions): Stage {
	let stage: Stage | undefined;
	const set = (): Stage => {
		if (stage === undefined) throw new Error('the stage is set in beforeAll');
		return stage;
	};
	beforeAll(async () => {
		stage = await setStage(options);
	});
	beforeEach(() => set().sandbox.reset());
	afterEach(() => jest.restoreAllMocks());
	afterAll(async () => await set().close());
	return {
		get sandbox() {
			return set().sandbox;
		},
		photoItem: async (json) => await set().photoItem(json),
		run: async (wanted) => await set().run(wanted),
		calls: () => set().calls(),
		close: async () => await set().close(),
	};
}
