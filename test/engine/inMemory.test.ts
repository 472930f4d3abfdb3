import { type Sandbox, startSandbox } from '../../sandbox';
import { drawPhoto } from './harness/photo';
import { bytesOf } from './harness/binaries';
import { credentialFor, runNode } from './harness/run';
import { STAGING } from './harness/setup';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ etaSeconds: 0, rateLimit: null });
});
afterAll(async () => await sandbox.close());

describe('where n8n keeps binaries in memory', () => {
	it('stages a photo all the same', async () => {
		const photo = await drawPhoto();
		const { items, error } = await runNode({
			credential: credentialFor(sandbox),
			parameters: STAGING,
			items: [
				{
					json: {},
					binary: { data: { data: photo.toString('base64'), mimeType: 'image/jpeg' } },
				},
			],
		});
		const picture = items[0]?.binary?.data;
		expect(error).toBeUndefined();
		expect(sandbox.orders[0]).toMatchObject({ file_name: 'image.jpg', file_bytes: photo.length });
		expect(picture?.id).toBeUndefined();
		expect(picture && (await bytesOf(picture)).length).toBeGreaterThan(0);
	});

	it('refuses an empty file', async () => {
		const { error } = await runNode({
			credential: credentialFor(sandbox),
			parameters: STAGING,
			items: [{ json: {}, binary: { data: { data: '', mimeType: 'image/jpeg' } } }],
		});
		expect(error?.message).toBe("The file in binary field 'data' is empty [item 0]");
	});
});
