import { type Sandbox, startSandbox } from '../../sandbox';
import { drawPhoto } from './harness/photo';
import { bytesOf, itemWithFile, keepBinariesOnDisk } from './harness/binaries';
import { credentialFor, runNode } from './harness/run';

let sandbox: Sandbox;
let photo: Buffer;
let removeBinaries: () => Promise<void>;

beforeAll(async () => {
	removeBinaries = await keepBinariesOnDisk();
	sandbox = await startSandbox({ etaSeconds: 0, rateLimit: null });
	photo = await drawPhoto();
});
beforeEach(() => sandbox.reset());
afterAll(async () => {
	await sandbox.close();
	await removeBinaries();
});

describe('order: virtualStaging', () => {
	it('stages a photo', async () => {
		const outcome = await runNode({
			credential: credentialFor(sandbox),
			parameters: { space: 'Living Room', style: 'modern' },
			items: [await itemWithFile(photo)],
		});
		expect(outcome.error).toBeUndefined();
		console.log(JSON.stringify(outcome.items, null, 1));
		expect((await bytesOf(outcome.items[0]!.binary!.data!)).length).toBeGreaterThan(0);
	});
});
