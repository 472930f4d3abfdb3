import { openDropdown, openMethodDropdown } from './harness/dropdown';
import { type Middleman, startProxy, startSelfSignedDoor } from './harness/middlemen';
import { credentialFor } from './harness/run';
import { useFastClock } from './harness/fastClock';
import { useStage, STAGING } from './harness/setup';

const stage = useStage();
let proxy: Middleman;
let door: Middleman;

beforeAll(async () => {
	proxy = await startProxy();
	door = await startSelfSignedDoor(stage.sandbox.url);
});
beforeEach(() => {
	useFastClock();
	proxy.seen.length = 0;
});
afterAll(async () => {
	await proxy.close();
	await door.close();
});

describe("every call honours the node's Request Options", () => {
	it('goes through the proxy: catalog, upload, submit, look and download', async () => {
		const { items } = await stage.run({
			parameters: { ...STAGING, requestOptions: { proxy: proxy.url } },
		});
		expect(items[0]?.json.status).toBe('finished');
		const direct = stage.sandbox.calls.map(
			({ host, method, path }) =>
				`${method} ${host === 'api' ? stage.sandbox.url : stage.sandbox.storageUrl}${path}`,
		);
		expect(proxy.seen.map((line) => line.replace(/\?.*/, ''))).toEqual(direct);
		expect(direct).toHaveLength(6);
	});

	it('fetches an image by its address through the proxy', async () => {
		const { items } = await stage.run();
		stage.sandbox.calls.length = 0;
		proxy.seen.length = 0;
		await stage.run({
			items: [{ json: {} }],
			parameters: {
				...STAGING,
				imageSource: 'url',
				imageUrl: String(items[0]?.json.after_src),
				requestOptions: { proxy: proxy.url },
			},
		});
		expect(proxy.seen).toHaveLength(stage.sandbox.calls.length);
		expect(proxy.seen).toContain(`GET ${String(items[0]?.json.after_src)}`);
	});

	it('names the proxy where it is out of reach', async () => {
		const { error } = await stage.run({
			parameters: { ...STAGING, requestOptions: { proxy: 'http://127.0.0.1:9' } },
		});
		expect(error?.message).toContain('through the proxy 127.0.0.1:9: nothing listens there');
	});

	it('fills the dropdowns through the proxy', async () => {
		const parameters = {
			...STAGING,
			space: 'space-living-room',
			requestOptions: { proxy: proxy.url },
		};
		const credential = credentialFor(stage.sandbox);
		await openDropdown(credential, parameters, 'style');
		await openMethodDropdown(
			credential,
			parameters,
			'getWidgets',
			'parameters.options.additionalWidgets.widget[0].id',
		);
		expect(proxy.seen).toHaveLength(4);
		expect(stage.sandbox.calls).toHaveLength(4);
	});

	it.each([
		['catalog', '/v1/catalog/spaces'],
		['upload', '/v1/order/image'],
		['submit', '/v1/order'],
	])('stops waiting for an answer after the timeout (%s)', async (_name, path) => {
		stage.sandbox.misbehave({ path, delaySeconds: 5 });
		const { error } = await stage.run({
			parameters: { ...STAGING, requestOptions: { timeout: 300 } },
		});
		expect(error?.message).toContain('no answer came in time');
	});

	it('refuses a self-signed certificate, and says so', async () => {
		const { error } = await stage.run({
			credential: { ...credentialFor(stage.sandbox), baseUrl: door.url },
		});
		expect(error?.message).toContain('its certificate is self-signed');
		expect(stage.sandbox.calls).toEqual([]);
	});

	it('takes a self-signed certificate on every call, where it is told to', async () => {
		const { items } = await stage.run({
			credential: { ...credentialFor(stage.sandbox), baseUrl: door.url },
			parameters: { ...STAGING, requestOptions: { allowUnauthorizedCerts: true } },
		});
		expect(items[0]?.json.status).toBe('finished');
		expect(door.seen).toHaveLength(5);
	});
});

describe("every call honours the credential's allowed domains", () => {
	const restricted = (allowedDomains: string) => ({
		...credentialFor(stage.sandbox),
		allowedHttpRequestDomains: 'domains',
		allowedDomains,
	});

	it('lets the API itself through, and what is listed', async () => {
		const { items } = await stage.run({ credential: restricted('127.0.0.1, example.com') });
		expect(items[0]?.json.status).toBe('finished');
	});

	it('fetches no image from a host that is not listed', async () => {
		const { error } = await stage.run({
			credential: restricted('example.com'),
			parameters: {
				...STAGING,
				imageSource: 'url',
				imageUrl: stage.sandbox.storageUrl.replace('127.0.0.1', 'localhost'),
			},
		});
		expect(error?.message).toContain('Domain not allowed');
		expect(error?.message).toContain('localhost');
		expect(error?.description).toContain("'Allowed Domains'");
		expect(stage.sandbox.orders).toEqual([]);
	});
});

describe("the credential's address and key are forgiven their spaces and slashes", () => {
	it('runs with spaces around both and slashes at the end', async () => {
		const { url, apiKey } = stage.sandbox;
		const { items } = await stage.run({
			credential: { apiKey: ` ${apiKey}\n`, baseUrl: ` ${url}/// ` },
		});
		expect(items[0]?.json.status).toBe('finished');
		expect(stage.sandbox.calls.every(({ path }) => !path.startsWith('//'))).toBe(true);
	});
});
