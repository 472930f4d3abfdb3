/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { inspect } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { clock } from '../../nodes/shared/clock';
import { bytesOf } from './harness/binaries';
import { useFastClock } from './harness/fastClock';
import { watchLog } from './harness/log';
import { credentialFor } from './harness/run';
import { STAGING, useStage } from './harness/setup';
import { type Ears, listen, type Listening } from './harness/trigger';

const stage = useStage();

let open: Listening[] = [];

beforeEach(() => void useFastClock());
afterEach(async () => {
	stage.sandbox.setWebhookUrl(undefined);
	await Promise.all(open.map(async (listening) => await listening.close()));
	open = [];
});

/** Lets a trigger listen that believes the sandbox. */
async function trigger(
	options: INodeParameters = {},
	more: Partial<Ears> & { events?: string[] } = {},
): Promise<Listening> {
	const { events = ['imageGenerated', 'imageUpscaled', 'processCompleted'], ...ears } = more;
	const listening = await listen({
		credential: credentialFor(stage.sandbox),
		parameters: { events, options },
		...ears,
	});
	open.push(listening);
	return listening;
}

/** Posts a body as the vendor does, and waits until all that comes of it is over. */
async function post(listening: Listening, body: unknown, query = ''): Promise<number> {
	const status = await deliver(listening, body, query);
	await listening.over();
	return status;
}

/** Posts a body, and waits for no more than the answer. */
async function deliver(listening: Listening, body: unknown, query = ''): Promise<number> {
	const { status } = await fetch(`${listening.url}${query}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	return status;
}

/** What the vendor posts for the picture of a new, finished order. */
async function announced(parameters: INodeParameters = STAGING) {
	await stage.run({ parameters: { ...parameters, downloadImage: false } });
	const order = stage.sandbox.orders.at(-1);
	const image = order?.generated_images.at(-1);
	return {
		order_id: order?.order_id,
		image: {
			id: image?.id,
			before_src: order?.before_image_src,
			after_src: image?.src,
			regenerated: false,
			style: 'Modern',
			color: '',
			space: image?.space,
			sky_style: '',
			shadow_removal: false,
			material: '',
			created_at: image?.created_at,
		},
		service_name: order?.service_name,
		user_id: 'user',
	};
}

const jsonOf = ({ runs }: Listening): IDataObject[] => runs.flat().map(({ json }) => json);
const orderLooks = () => stage.calls().filter((call) => call.startsWith('GET /v1/order/'));

describe('a finished picture starts a run', () => {
	it('with what the API says of its order, in the shape that the node has', async () => {
		const listening = await trigger();
		const body = await announced();
		expect(await post(listening, body)).toBe(200);
		expect(listening.runs).toHaveLength(1);
		expect(jsonOf(listening)).toEqual([
			{
				event: 'imageGenerated',
				verified: true,
				order_id: body.order_id,
				image_id: body.image.id,
				service_name: 'service-ai-virtual-staging',
				space_name: 'space-living-room',
				status: 'finished',
				before_src: body.image.before_src,
				after_src: body.image.after_src,
				shadow_removal: false,
				created_at: body.image.created_at,
			},
		]);
	});

	it('that the vendor itself posts, once for each order', async () => {
		const listening = await trigger();
		stage.sandbox.setWebhookUrl(listening.url);
		await stage.run({ items: [await stage.photoItem(), await stage.photoItem()] });
		await stage.sandbox.announcementsOver();
		await listening.over();
		expect(
			jsonOf(listening)
				.map(({ order_id }) => order_id)
				.sort(),
		).toEqual(stage.sandbox.orders.map(({ order_id }) => order_id).sort());
	});

	it('with what the call says, and says so, where it is not to be verified', async () => {
		const listening = await trigger({ verify: false });
		const body = await announced();
		await post(listening, body);
		expect(jsonOf(listening)).toEqual([
			{
				event: 'imageGenerated',
				verified: false,
				order_id: body.order_id,
				image_id: body.image.id,
				service_name: 'service-ai-virtual-staging',
				space_name: 'space-living-room',
				status: 'finished',
				before_src: body.image.before_src,
				after_src: body.image.after_src,
				style: 'Modern',
				created_at: body.image.created_at,
			},
		]);
		expect(orderLooks()).toHaveLength(1);
	});

	it('only after the call is answered, however long the API takes', async () => {
		const listening = await trigger();
		const body = await announced();
		stage.sandbox.misbehave({ path: /^\/v1\/order\//, delaySeconds: 0.3 });
		const answered = await fetch(listening.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		expect(answered.status).toBe(200);
		expect(await answered.json()).toEqual({ received: true });
		expect(listening.runs).toEqual([]);
		await listening.over();
		expect(listening.runs).toHaveLength(1);
	});

	it('with the picture itself, where asked for, fetched without the key', async () => {
		const listening = await trigger({ downloadImage: true });
		const body = await announced();
		await post(listening, body);
		const picture = listening.runs[0]?.[0]?.binary?.data;
		const truth = Buffer.from(await (await fetch(String(body.image.after_src))).arrayBuffer());
		expect(picture).toMatchObject({ fileName: `${body.order_id}.jpg`, mimeType: 'image/jpeg' });
		expect(picture && (await bytesOf(picture)).equals(truth)).toBe(true);
		for (const { host, headers } of stage.sandbox.calls) {
			if (host === 'storage') expect(headers).not.toHaveProperty('x-api-key');
		}
	});

	it('from an upscaled picture, where the call has the secret', async () => {
		const listening = await trigger({ secret: 'open sesame' });
		const body = {
			generated_image_id: 'image-1',
			upscaled_image_src: `${stage.sandbox.storageUrl}/large.jpeg`,
			user_id: 'user',
		};
		await post(listening, body, '?secret=open%20sesame');
		expect(jsonOf(listening)).toEqual([
			{
				event: 'imageUpscaled',
				verified: true,
				image_id: 'image-1',
				status: 'finished',
				after_src: body.upscaled_image_src,
			},
		]);
	});

	it('with the words of the call where the API tells nothing, if it has the secret', async () => {
		const listening = await trigger({ secret: 's' });
		await post(listening, await announced(), '?secret=s');
		expect(jsonOf(listening)[0]).toMatchObject({ style: 'Modern', verified: true });
	});
});

describe("a process of the vendor's API v3", () => {
	const DONE = {
		event: 'process.completed',
		process_id: '69a6bb11a374700bff4a1333',
		order_id: '69a6aa03a374700bff4a1328',
		tool: 'tool-virtual-staging',
		status: 'done',
		final_assets: [
			{ asset_id: 'a1', asset_type: 'image', temp_src: 'https://cdn.example.com/1.jpg' },
			{ asset_id: 'a2', asset_type: 'image', temp_src: 'https://cdn.example.com/2.jpg' },
		],
	};
	const PROCESS = { process_id: DONE.process_id, order_id: DONE.order_id, tool: DONE.tool };

	it('that is done gives one item for each picture', async () => {
		const listening = await trigger({ verify: false });
		await post(listening, DONE);
		const common = { event: 'processCompleted', verified: false, ...PROCESS, status: 'finished' };
		expect(listening.runs).toHaveLength(1);
		expect(jsonOf(listening)).toEqual([
			{ ...common, image_id: 'a1', after_src: 'https://cdn.example.com/1.jpg' },
			{ ...common, image_id: 'a2', after_src: 'https://cdn.example.com/2.jpg' },
		]);
	});

	it('that failed says so', async () => {
		const listening = await trigger({ verify: false });
		await post(listening, { ...DONE, status: 'failed', final_assets: [] });
		expect(jsonOf(listening)).toEqual([
			{ event: 'processCompleted', verified: false, ...PROCESS, status: 'failed' },
		]);
	});

	it('in the form that was really seen gives what it has', async () => {
		const listening = await trigger({ verify: false });
		await post(listening, {
			order_id: DONE.order_id,
			image: { regenerated: false, created_at: '0001-01-01T00:00:00Z' },
			user_id: 'user',
			process_id: DONE.process_id,
		});
		expect(jsonOf(listening)).toEqual([
			{
				event: 'processCompleted',
				verified: false,
				process_id: DONE.process_id,
				order_id: DONE.order_id,
			},
		]);
	});

	it.each(['documented', 'seen'] as const)(
		'that the vendor announces in the %s form gives what the API says of it',
		async (announceAs) => {
			const listening = await trigger({ downloadImage: true });
			stage.sandbox.setWebhookUrl(listening.url);
			const tool = 'tool-virtual-staging';
			const { process_id, order_id } = await stage.sandbox.process({ tool, announceAs, assets: 2 });
			await stage.sandbox.announcementsOver();
			await listening.over();
			const assets = stage.sandbox.processes[0]?.final_assets ?? [];
			expect(listening.runs).toHaveLength(1);
			expect(jsonOf(listening)).toEqual(
				assets.map(({ asset_id, src }) => ({
					event: 'processCompleted',
					verified: true,
					process_id,
					order_id,
					tool,
					image_id: asset_id,
					after_src: src,
					status: 'finished',
				})),
			);
			expect(assets).toHaveLength(2);
			expect(listening.runs[0]?.every(({ binary }) => binary?.data)).toBe(true);
		},
	);

	it('that failed says so, confirmed by the API', async () => {
		const listening = await trigger();
		stage.sandbox.setWebhookUrl(listening.url);
		const { process_id } = await stage.sandbox.process({ tool: 'tool-day-to-dusk', fail: true });
		await stage.sandbox.announcementsOver();
		await listening.over();
		expect(jsonOf(listening)).toMatchObject([{ process_id, verified: true, status: 'failed' }]);
	});

	it('that is announced in both forms starts one run', async () => {
		const listening = await trigger();
		stage.sandbox.setWebhookUrl(listening.url);
		const { process_id } = await stage.sandbox.process({ tool: 'tool-virtual-staging' });
		await stage.sandbox.announcementsOver();
		await post(listening, { process_id, order_id: 'o', image: {}, user_id: 'u' });
		expect(listening.runs).toHaveLength(1);
	});

	it('that is announced in both forms starts two where nobody is asked, as the bare one tells nothing', async () => {
		const listening = await trigger({ verify: false });
		await post(listening, { process_id: DONE.process_id, image: {}, user_id: 'u' });
		await post(listening, DONE);
		await post(listening, DONE);
		expect(listening.runs.map(({ length }) => length)).toEqual([1, 2]);
	});

	it('that the API does not know starts no run', async () => {
		const listening = await trigger();
		expect(await post(listening, DONE)).toBe(200);
		expect(listening.runs).toEqual([]);
	});
});

describe('what is not for it is answered, and starts no run', () => {
	it.each<[string, unknown]>([
		['an empty object', {}],
		['an event that nobody knows', { event: 'something.else', data: [1, 2, 3] }],
	])('%s: 200', async (_name, body) => {
		const listening = await trigger();
		expect(await post(listening, body)).toBe(200);
		expect(listening.runs).toEqual([]);
		expect(stage.sandbox.calls).toEqual([]);
	});

	it.each<[string, unknown]>([
		['a list', []],
		['a text', '"hello"'],
		['a number', '1'],
		['null', 'null'],
		['an image that is none', { order_id: 'o', image: 'x' }],
		['an image without an order', { image: { id: 'i', after_src: 'https://x.y/z.jpg' } }],
		['an order ID that is an object', { order_id: {}, image: { after_src: 'https://x.y/z.jpg' } }],
		['a picture without an address', { order_id: 'o', image: { id: 'i' } }],
		['an address that is a script', { order_id: 'o', image: { after_src: 'javascript:alert(1)' } }],
		['an address that is a file', { order_id: 'o', image: { after_src: 'file:///etc/passwd' } }],
		['an upscaled picture without an address', { generated_image_id: 'i' }],
		['a process without an ID', { process_id: '' }],
		['a text that is too long', { process_id: 'x'.repeat(5000) }],
		['an asset with a wrong address', { process_id: 'p', final_assets: [{ src: 'ftp://x.y/z' }] }],
	])('%s: 400', async (_name, body) => {
		const listening = await trigger({ verify: false });
		expect(await post(listening, body)).toBe(400);
		expect(listening.runs).toEqual([]);
	});

	it.each([
		['imageGenerated', ['imageUpscaled', 'processCompleted']],
		['imageUpscaled', ['imageGenerated']],
	])('an event that is not chosen (%s): 200', async (event, events) => {
		const listening = await trigger({ verify: false }, { events });
		const bodies: Record<string, unknown> = {
			imageGenerated: { order_id: 'o', image: { after_src: 'https://x.y/z.jpg' } },
			imageUpscaled: { generated_image_id: 'i', upscaled_image_src: 'https://x.y/z.jpg' },
		};
		expect(await post(listening, bodies[event])).toBe(200);
		expect(listening.runs).toEqual([]);
	});

	it('keys that reach for prototypes change nothing and get nowhere', async () => {
		const listening = await trigger({ verify: false });
		const body = `{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}},
			"order_id": "o", "image": {"__proto__": {"polluted": true}, "after_src": "https://x.y/z.jpg"}}`;
		expect(await post(listening, body)).toBe(200);
		expect(jsonOf(listening)).toEqual([
			{
				event: 'imageGenerated',
				verified: false,
				order_id: 'o',
				status: 'finished',
				after_src: 'https://x.y/z.jpg',
			},
		]);
		expect({}).not.toHaveProperty('polluted');
	});

	it('deep nesting does no harm', async () => {
		const listening = await trigger({ verify: false });
		const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
		const body = `{"order_id": "o", "image": {"after_src": "https://x.y/z.jpg", "style": ${deep}}, "x": ${deep}}`;
		expect(await post(listening, body)).toBe(400);
		expect(listening.runs).toEqual([]);
	});
});

describe('the secret lets nobody else in', () => {
	it.each([
		'',
		'?secret=',
		'?secret=wrong',
		'?secret=open&secret=open',
		'?SECRET=open',
		'?secret[]=open',
	])('a call with %j is refused, and nothing is asked or started', async (query) => {
		const listening = await trigger({ secret: 'open' });
		const body = await announced();
		stage.sandbox.calls.length = 0;
		expect(await post(listening, body, query)).toBe(401);
		expect(listening.runs).toEqual([]);
		expect(stage.sandbox.calls).toEqual([]);
	});

	it('it stands in no log, no output, and nothing that is kept', async () => {
		const log = await watchLog();
		const listening = await trigger({ secret: 'open-sesame' });
		const body = await announced();
		await post(listening, body, '?secret=open-sesame');
		await post(listening, { ...body, order_id: 'forged' }, '?secret=open-sesame');
		await post(listening, body, '?secret=wrong');
		log.stop();
		const everything = [log.lines, listening.runs, listening.kept];
		expect(log.lines.length).toBeGreaterThan(0);
		expect(inspect(everything, { depth: Infinity })).not.toContain('open-sesame');
	});
});

describe('with Verify nothing is believed that the API does not say', () => {
	it('a forged order starts no run, and is named in the log', async () => {
		const log = await watchLog();
		const listening = await trigger();
		expect(await post(listening, { ...(await announced()), order_id: 'forged' })).toBe(200);
		log.stop();
		expect(listening.runs).toEqual([]);
		expect(inspect(log.lines, { depth: 5 })).toMatch(
			/a call was dropped: order not found.*forged/s,
		);
	});

	it('a forged picture of a real order starts no run', async () => {
		const listening = await trigger();
		const body = await announced();
		await post(listening, { ...body, image: { ...body.image, id: 'forged' } });
		expect(listening.runs).toEqual([]);
	});

	it('a forged address is replaced by the real one', async () => {
		const listening = await trigger({ downloadImage: true });
		const body = await announced();
		const forged = { ...body.image, after_src: 'http://127.0.0.1:9/evil.jpg', style: 'Evil' };
		await post(listening, { ...body, image: forged, service_name: 'service-evil' });
		expect(jsonOf(listening)[0]).toMatchObject({
			after_src: body.image.after_src,
			service_name: 'service-ai-virtual-staging',
		});
		expect(inspect(listening.runs, { depth: Infinity })).not.toMatch(/evil/i);
	});

	it('an order that is not finished is asked for some times, and then dropped', async () => {
		const pauses = useFastClock();
		const listening = await trigger();
		const body = await announced();
		const image = stage.sandbox.orders[0]?.generated_images[0];
		if (image) Object.assign(image, { src: '', status: 'regular_processing' });
		const before = orderLooks().length;
		await post(listening, body);
		expect(listening.runs).toEqual([]);
		expect(orderLooks().length - before).toBe(3);
		expect(pauses.filter((pause) => pause > 0)).toEqual([5, 5]);
	});

	it('a call that comes before the API knows is believed when it does', async () => {
		const listening = await trigger();
		const body = await announced();
		stage.sandbox.misbehave({
			path: /^\/v1\/order\//,
			body: { status: 'x', generated_images: [] },
		});
		await post(listening, body);
		expect(listening.runs).toHaveLength(1);
	});

	it('when 200 calls are being asked for, the next is to come again later, and no other is lost', async () => {
		const listening = await trigger({ ignoreDuplicates: false });
		const body = await announced();
		const image = stage.sandbox.orders[0]?.generated_images[0];
		const finished = { ...image };
		if (image) Object.assign(image, { src: '', status: 'regular_processing' });
		let goOn = () => {};
		const pausing = new Promise<void>((resolve) => (goOn = resolve));
		jest.spyOn(clock, 'pause').mockImplementation(async () => await pausing);

		const statuses = await Promise.all(
			Array.from({ length: 200 }, async () => await deliver(listening, body)),
		);
		expect(new Set(statuses)).toEqual(new Set([200]));
		expect(await deliver(listening, body)).toBe(503);

		if (image) Object.assign(image, finished);
		goOn();
		await listening.over();
		expect(listening.runs).toHaveLength(200);
		expect(await post(listening, body)).toBe(200);
		expect(listening.runs).toHaveLength(201);
	});

	it('it is asked for at the address that the credential has, or had a second ago', async () => {
		useFastClock();
		const credential = credentialFor(stage.sandbox);
		const listening = await trigger({ ignoreDuplicates: false }, { credential });
		const body = await announced();
		await post(listening, body);
		expect(listening.runs).toHaveLength(1);
		credential.baseUrl = 'http://127.0.0.1:9';
		await post(listening, body);
		expect(listening.runs).toHaveLength(2);
		await clock.pause(1);
		await post(listening, body);
		expect(listening.runs).toHaveLength(2);
	});

	it('an upscaled picture is dropped without a secret', async () => {
		const listening = await trigger();
		const body = { generated_image_id: 'i', upscaled_image_src: 'https://x.y/z.jpg' };
		expect(await post(listening, body)).toBe(200);
		expect(listening.runs).toEqual([]);
	});

	it('while the API is in trouble the call is dropped and logged with its order; sent again, it is taken', async () => {
		const log = await watchLog();
		const listening = await trigger();
		const body = await announced();
		stage.sandbox.misbehave({ path: /^\/v1\/order\//, times: 4, status: 503 });
		expect(await post(listening, body)).toBe(200);
		log.stop();
		expect(listening.runs).toEqual([]);
		expect(inspect(log.lines, { depth: 5 })).toContain(String(body.order_id));
		expect(await post(listening, body)).toBe(200);
		expect(listening.runs).toHaveLength(1);
	});

	it('the key goes to the API only, and into no log or output where the vendor quotes it', async () => {
		const log = await watchLog();
		const { apiKey } = stage.sandbox;
		const listening = await trigger({ downloadImage: true });
		const body = await announced();
		stage.sandbox.misbehave({
			path: /^\/v1\/order\//,
			status: 401,
			body: { error: `bad key ${apiKey}` },
		});
		await post(listening, body);
		await post(listening, body);
		log.stop();
		expect(inspect([log.lines, listening.runs], { depth: Infinity })).not.toContain(apiKey);
	});
});

describe('nothing is fetched from an address that nobody vouches for', () => {
	it('not without Verify and without a secret', async () => {
		const listening = await trigger({ verify: false, downloadImage: true });
		const body = await announced();
		stage.sandbox.calls.length = 0;
		await post(listening, body);
		expect(listening.runs[0]?.[0]).not.toHaveProperty('binary');
		expect(stage.sandbox.calls).toEqual([]);
	});

	it('but with the right secret', async () => {
		const listening = await trigger({ verify: false, downloadImage: true, secret: 's' });
		await post(listening, await announced(), '?secret=s');
		expect(listening.runs[0]?.[0]?.binary?.data).toBeDefined();
	});

	it('a picture that cannot be fetched starts no run, and can be sent again', async () => {
		const listening = await trigger({ downloadImage: true });
		const body = await announced();
		stage.sandbox.misbehave({ path: /^\/aihd-after/, status: 404 });
		expect(await post(listening, body)).toBe(200);
		expect(listening.runs).toEqual([]);
		await post(listening, body);
		expect(listening.runs).toHaveLength(1);
	});

	it('and not outside of the domains that the credential allows', async () => {
		const credential = {
			...credentialFor(stage.sandbox),
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'example.com',
		};
		const listening = await trigger(
			{ verify: false, secret: 's', downloadImage: true },
			{ credential },
		);
		const elsewhere = 'http://localhost:9/picture.jpg';
		await post(listening, { order_id: 'o', image: { id: 'i', after_src: elsewhere } }, '?secret=s');
		expect(listening.runs).toEqual([]);
	});
});

describe('the same event twice gives one run', () => {
	it('one after the other, and at the same time', async () => {
		const listening = await trigger();
		const body = await announced();
		await Promise.all([post(listening, body), post(listening, body)]);
		expect(await post(listening, body)).toBe(200);
		expect(listening.runs).toHaveLength(1);
	});

	it('also after a restart of n8n', async () => {
		const body = await announced();
		const before = await trigger();
		await post(before, body);
		const after = await trigger({}, { kept: before.kept });
		await post(after, body);
		expect(before.runs).toHaveLength(1);
		expect(after.runs).toEqual([]);
	});

	it('but another version of the picture is another event', async () => {
		const listening = await trigger({ verify: false });
		const body = await announced();
		await post(listening, body);
		await post(listening, { ...body, image: { ...body.image, id: 'another' } });
		expect(listening.runs).toHaveLength(2);
	});

	it('two, where duplicates are not to be ignored, or while the workflow is built', async () => {
		const body = await announced();
		const heedless = await trigger({ ignoreDuplicates: false });
		const building = await trigger({}, { mode: 'manual' });
		for (const listening of [heedless, building]) {
			await post(listening, body);
			await post(listening, body);
			expect(listening.runs).toHaveLength(2);
		}
		expect(heedless.kept).toBe('{}');
	});

	it('what is kept stays small, and keeps the latest', async () => {
		const listening = await trigger({ verify: false });
		const call = (number: number) => ({
			order_id: `order ${number}`,
			image: { id: 'i', after_src: 'https://x.y/z.jpg' },
		});
		for (let number = 0; number < 520; number += 1) await post(listening, call(number));
		expect(listening.kept.length).toBeLessThan(15_000);
		const after = await trigger({ verify: false }, { kept: listening.kept });
		await post(after, call(519));
		expect(after.runs).toEqual([]);
		await post(after, call(0));
		expect(after.runs).toHaveLength(1);
	});
});

describe('only the services that are wanted start a run', () => {
	it.each([
		[['service-ai-virtual-staging'], 1],
		[['service-day-to-dusk'], 0],
		[[], 1],
	])('%j', async (services, runs) => {
		const listening = await trigger({ services });
		await post(listening, await announced());
		expect(listening.runs).toHaveLength(runs);
	});

	it('by what the API says, not the call', async () => {
		const listening = await trigger({ services: ['service-day-to-dusk'] });
		await post(listening, { ...(await announced()), service_name: 'service-day-to-dusk' });
		expect(listening.runs).toEqual([]);
	});

	it.each([
		['tool-day-to-dusk', 1],
		['tool-virtual-staging', 0],
		[undefined, 1],
	])('by the tool of a process (%s)', async (tool, runs) => {
		const listening = await trigger({ verify: false, services: ['service-day-to-dusk'] });
		await post(listening, { process_id: 'p', tool, status: 'failed' });
		expect(listening.runs).toHaveLength(runs);
	});
});
