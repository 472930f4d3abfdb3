/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { inspect } from 'node:util';
import { watchLog } from './harness/log';
import { startServer } from './harness/middlemen';
import { useFastClock } from './harness/fastClock';
import { errorOf, useStage } from './harness/setup';

const stage = useStage();

beforeEach(() => void useFastClock());

const PAGE =
	'<html><head><title>Oops</title><style>p{color:red}</style></head><body><h1>Bad Gateway</h1><p>nginx</p></body></html>';

/** Status, body, what must stand first in the message, and what the advice must say. */
const REFUSALS: Array<[number, string | object | undefined, string, string]> = [
	[400, { error: 'space is missing', key: 'api_error_space' }, 'space is missing', 'parameters'],
	[401, { error: 'invalid key' }, 'invalid key', "Check 'API Key'"],
	[403, { error: 'not in your plan' }, 'not in your plan', 'plan does not include'],
	[404, { error: 'order not found', key: 'x' }, 'order not found', 'Check the ID'],
	[413, { error: 'file too large' }, 'file too large', 'at most 50 MB'],
	[415, { error: 'unsupported' }, 'unsupported', 'JPG, PNG'],
	[422, { errors: 'Invalid item' }, 'Invalid item', 'not accepted'],
	[422, { errors: ['one', 'two'] }, 'one, two', 'not accepted'],
	[
		429,
		{ error: 'rate-limit exceeded, 10 generates per 10 minutes only' },
		'rate-limit',
		'nothing is paid',
	],
	[500, { error: { message: 'boom' } }, 'boom', ''],
	[502, PAGE, 'Bad Gateway nginx', ''],
	[503, undefined, 'AI HomeDesign refused the request without a word', ''],
	[400, undefined, 'AI HomeDesign refused the request without a word', 'parameters'],
	[404, PAGE, 'Bad Gateway nginx', 'Check the ID'],
	[302, undefined, 'AI HomeDesign refused', 'points elsewhere'],
];

const submits = () => stage.calls().filter((call) => call === 'POST /v1/order');

describe("the vendor's own words come first, then what to do", () => {
	it.each(REFUSALS)('%i with %j on submit', async (status, body, words, advice) => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', status, body, times: Infinity });
		const { error } = await stage.run();
		expect(error?.message.startsWith(`${words}`)).toBe(true);
		expect(error?.message).toContain(`(HTTP ${status})`);
		expect(error?.message).toContain('[item 0]');
		if (status !== 302) expect(error?.description).toContain(advice);
		expect(error?.description).toContain(stage.sandbox.orders[0]?.order_id);
		expect(error).toMatchObject({ httpCode: String(status), context: { itemIndex: 0 } });
		if (status !== 429) expect(submits()).toHaveLength(1);
	});

	it.each(REFUSALS)('%i with %j on upload', async (status, body, words, advice) => {
		stage.sandbox.misbehave({ path: '/v1/order/image', status, body, times: Infinity });
		const { error } = await stage.run();
		expect(error?.message.startsWith(words)).toBe(true);
		expect(error?.description).toMatch(status === 429 ? 'Wait some minutes' : advice);
		expect(error).toMatchObject({ httpCode: String(status) });
		expect(stage.calls()).not.toContain('POST /v1/order');
	});

	it("keeps status and the vendor's key under Continue", async () => {
		const [status, body] = REFUSALS[0] ?? [];
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', status, body });
		const { items } = await stage.run({ settings: { onError: 'continueRegularOutput' } });
		expect(items[0]?.json.details).toEqual({
			order_id: stage.sandbox.orders[0]?.order_id,
			status: 400,
			key: 'api_error_space',
		});
	});

	it.each([500, 502, 503])(
		'says after a %i on submit that it may have been ordered',
		async (status) => {
			stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', status });
			const { error } = await stage.run();
			expect(error?.message).toContain('it may have been ordered');
			expect(error?.description).toContain('It is not ordered again');
			expect(submits()).toHaveLength(1);
		},
	);

	it('names the address that nothing listens at', async () => {
		const { error } = await stage.run({
			credential: { apiKey: 'any-key-at-all', baseUrl: 'http://127.0.0.1:9' },
		});
		expect(error?.message).toBe(
			'AI HomeDesign at http://127.0.0.1:9 could not be reached: nothing listens there [item 0]',
		);
	});

	it.each(['api.example.com', 'ht tp://x', '/v1'])(
		'says at once that %s is no address',
		async (baseUrl) => {
			const pauses = useFastClock();
			const { error } = await stage.run({ credential: { apiKey: 'any-key-at-all', baseUrl } });
			expect(error?.message).toBe(
				`AI HomeDesign at ${baseUrl} could not be reached: that is no address [item 0]`,
			);
			expect(error?.description).toContain("Check 'Base URL' in the AI HomeDesign credential");
			expect(pauses).toEqual([]);
		},
	);

	it.each([
		['an HTML page', PAGE],
		['nothing', ''],
		['something else', { ok: true }],
		['half a JSON', '{"order_id": "a'],
		['a list', []],
	])('says what is missing when an upload is answered 200 with %s', async (_name, body) => {
		stage.sandbox.misbehave({ path: '/v1/order/image', status: 200, body });
		const { error } = await stage.run();
		expect(error?.message).toContain('AI HomeDesign answered without the ID of the order');
		expect(error?.description).toContain("'Base URL'");
	});
});

describe('the API key stays where it belongs', () => {
	it('is not sent along where the API redirects to another host', async () => {
		const thief = await startServer((_request, answer) => answer.end('{}'));
		stage.sandbox.misbehave({
			path: '/v1/catalog/spaces',
			status: 302,
			headers: { location: thief.url },
		});
		const { error } = await stage.run();
		expect(error?.description).toContain('the API key is not sent along');
		expect(thief.seen).toEqual([]);
		await thief.close();
	});

	it('appears in no error, no log line and no output, even where the vendor quotes it', async () => {
		const log = await watchLog();
		const { apiKey } = stage.sandbox;
		const body = { error: `bad key ${apiKey}`, key: apiKey };
		const everything: unknown[] = [log.lines];
		for (const fault of [
			{ status: 401, body },
			{ cut: 'before' as const },
			{ cut: 'after' as const },
		]) {
			for (const path of ['/v1/catalog/spaces', '/v1/order/image', '/v1/order']) {
				stage.sandbox.misbehave({ path, ...fault });
				everything.push(await stage.run());
				stage.sandbox.misbehave({ path, ...fault });
				const { items } = await stage.run({ settings: { onError: 'continueRegularOutput' } });
				expect(errorOf(items[0])).toBeTruthy();
				everything.push(items);
			}
		}
		everything.push(await stage.run());
		log.stop();
		expect(log.lines.length).toBeGreaterThan(0);
		expect(
			inspect(everything, {
				depth: Infinity,
				showHidden: true,
				maxArrayLength: null,
				maxStringLength: null,
			}),
		).not.toContain(apiKey);
	});
});
