import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { runRouting } from './harness/dropdown';
import { loadPackage } from './harness/packageLoader';
import { credentialFor } from './harness/run';
import { useStage } from './harness/setup';

const stage = useStage();

const credentialType = async () => (await loadPackage()).getCredential('aiHomeDesignApi').type;

/** Sends the credential's test as n8n does (n8n, credentials-tester.service.js). */
async function test(credential: ICredentialDataDecryptedObject) {
	const request = (await credentialType()).test?.request;
	return await runRouting(credential, {}, { request });
}

describe('the credential', () => {
	it("is tested with the vendor's own key check", async () => {
		await test(credentialFor(stage.sandbox));
		expect(stage.sandbox.calls).toMatchObject([
			{ method: 'GET', path: '/v3/project', query: { page: '1', limit: '1' }, status: 200 },
		]);
	});

	it('is tested with spaces and slashes forgiven', async () => {
		const { url, apiKey } = stage.sandbox;
		await test({ apiKey: `  ${apiKey} `, baseUrl: `${url}//  ` });
		expect(stage.sandbox.calls).toMatchObject([{ path: '/v3/project', status: 200 }]);
	});

	it('does not pass its test with a wrong key', async () => {
		await expect(test({ ...credentialFor(stage.sandbox), apiKey: 'wrong' })).rejects.toMatchObject({
			httpCode: '401',
		});
	});

	it('does not pass its test where nothing answers', async () => {
		await expect(test({ apiKey: 'x', baseUrl: 'http://127.0.0.1:9' })).rejects.toThrow(
			'The service refused the connection',
		);
	});

	it.each([401, 403])('says what to do about %i', async (status) => {
		const rule = (await credentialType()).test?.rules?.find(
			({ properties }) => 'value' in properties && properties.value === status,
		);
		expect(rule?.type).toBe('responseCode');
		expect(rule?.properties.message).toMatch(/^The key was not accepted.*(Copy|Ask)/);
	});

	it('hides the key, and has the address of the vendor as default', async () => {
		const { properties } = await credentialType();
		expect(properties.find(({ name }) => name === 'apiKey')).toMatchObject({
			type: 'string',
			typeOptions: { password: true },
		});
		expect(properties.find(({ name }) => name === 'baseUrl')?.default).toBe(
			'https://api.aihomedesign.com',
		);
	});
});
