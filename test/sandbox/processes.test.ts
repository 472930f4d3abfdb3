/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import sharp from 'sharp';
import { type ProcessWish, type Sandbox, startSandbox } from '../../sandbox';
import { call, download, field, newOrder, smallPhoto, text } from './client';
import { difference, look } from './measure';

const staging = 'tool-virtual-staging';
const objectId = /^[0-9a-f]{24}$/;

async function stateOf(sandbox: Sandbox, id: string): Promise<unknown> {
	return field((await call(sandbox, `/v3/process/${id}`)).body, 'data');
}

describe('A v3 process', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0 });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	const pictureOf = async (wish: ProcessWish): Promise<Buffer> => {
		await sandbox.process(wish);
		return await download(sandbox.processes.at(-1)?.final_assets[0]?.src ?? '');
	};

	it('is told in the vendor’s envelope', async () => {
		const { process_id, order_id } = await sandbox.process({ tool: staging });
		const { status, body } = await call(sandbox, `/v3/process/${process_id}`);
		expect(status).toBe(200);
		expect(body).toEqual({
			data: {
				id: process_id,
				order_id,
				tool: staging,
				status: 'done',
				final_assets: [
					{
						asset_id: expect.stringMatching(objectId),
						asset_type: 'image',
						src: expect.stringMatching(/\/aihd-final\/[0-9a-f]+\.jpeg$/),
						temp_src: expect.stringMatching(/\/aihd-temp\/[0-9a-f]+\.jpeg$/),
						thumbnail_src: expect.stringMatching(/\/aihd-final\/[0-9a-f]+-thumbnail\.jpeg$/),
						temp_thumbnail_src: expect.stringMatching(/\/aihd-temp\/[0-9a-f]+-thumbnail\.jpeg$/),
					},
				],
			},
			message: 'ok',
		});
	});

	it('has ids of its own, of 24 hex digits', async () => {
		const [one, other] = [
			await sandbox.process({ tool: staging }),
			await sandbox.process({ tool: staging }),
		];
		const ids = [one.process_id, one.order_id, other.process_id, other.order_id];
		for (const id of ids) expect(id).toMatch(objectId);
		expect(new Set(ids).size).toBe(4);
	});

	it('hands out one picture and one thumbnail, each under a lasting and a passing address', async () => {
		await sandbox.process({ tool: staging });
		const [asset] = sandbox.processes[0]?.final_assets ?? [];
		const [picture, again, thumbnail, thumbnailAgain] = await Promise.all(
			(['src', 'temp_src', 'thumbnail_src', 'temp_thumbnail_src'] as const).map((name) =>
				download(asset?.[name] ?? ''),
			),
		);
		expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg', width: 480 });
		expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 320 });
		expect(again).toEqual(picture);
		expect(thumbnailAgain).toEqual(thumbnail);
	});

	it('furnishes the photo that it is given', async () => {
		const photo = await smallPhoto();
		const change = await difference(photo, await pictureOf({ tool: staging, photo }));
		expect(change).toBeGreaterThan(8);
		expect(change).toBeLessThan(70);
	});

	it('does what its tool does', async () => {
		const photo = await smallPhoto('darkFacade');
		const enhanced = await pictureOf({ tool: 'tool-image-enhancement', photo });
		expect((await look(enhanced)).light).toBeGreaterThan((await look(photo)).light * 1.3);
		const dusk = await pictureOf({ tool: 'tool-day-to-dusk', photo });
		expect(await difference(enhanced, dusk)).toBeGreaterThan(10);
	});

	it('enhances the photo where its tool has no drawing of its own', async () => {
		const photo = await smallPhoto('darkFacade');
		const enhanced = await pictureOf({ tool: 'tool-image-enhancement', photo });
		expect(await pictureOf({ tool: 'tool-floor-change', photo })).toEqual(enhanced);
		expect(sandbox.processes[1]).toMatchObject({ tool: 'tool-floor-change', status: 'done' });
	});

	it('shows a photo that it leaves as it is as JPEG, too', async () => {
		const photo = await sharp(await smallPhoto())
			.png()
			.toBuffer();
		const picture = await pictureOf({ tool: 'tool-item-removal-mask', photo });
		expect((await sharp(picture).metadata()).format).toBe('jpeg');
		expect(await difference(photo, picture)).toBeLessThan(1);
	});

	it('gives as many pictures as it is told, or none', async () => {
		await sandbox.process({ tool: staging, assets: 3 });
		await sandbox.process({ tool: staging, assets: 0 });
		const [three, none] = sandbox.processes;
		expect(none).toMatchObject({ status: 'done', final_assets: [] });
		const assets = three?.final_assets ?? [];
		expect(new Set(assets.map(({ asset_id }) => asset_id)).size).toBe(3);
		const found = await Promise.all(assets.map(async ({ src }) => (await fetch(src)).status));
		expect(found).toEqual([200, 200, 200]);
	});

	it('fails where it is told to, without a picture', async () => {
		const { process_id } = await sandbox.process({ tool: staging, fail: true });
		expect(await stateOf(sandbox, process_id)).toMatchObject({
			status: 'failed',
			final_assets: [],
		});
	});

	it('is not known under an id of something else', async () => {
		const { order_id } = await sandbox.process({ tool: staging });
		for (const id of ['nothing', order_id, await newOrder(sandbox)]) {
			expect(await call(sandbox, `/v3/process/${id}`)).toMatchObject({
				status: 404,
				body: { error: 'process not found', key: 'api_error_process_not_found' },
			});
		}
	});

	it('is not told without the key', async () => {
		const { process_id } = await sandbox.process({ tool: staging });
		const answer = await call(sandbox, `/v3/process/${process_id}`, {}, {});
		expect(answer).toMatchObject({ status: 401, body: { key: 'api_error_unauthorized' } });
	});

	it('can be made to misbehave as every call can', async () => {
		const { process_id } = await sandbox.process({ tool: staging });
		sandbox.misbehave({ path: /^\/v3\/process\//, body: { data: { status: 'processing' } } });
		expect(await stateOf(sandbox, process_id)).toEqual({ status: 'processing' });
		expect(await stateOf(sandbox, process_id)).toMatchObject({ status: 'done' });
	});

	it('is forgotten at the reset, with its pictures', async () => {
		const { process_id } = await sandbox.process({ tool: staging });
		const addresses = Object.values(sandbox.processes[0]?.final_assets[0] ?? {}).filter((value) =>
			URL.canParse(value),
		);
		sandbox.reset();
		expect(sandbox.processes).toEqual([]);
		expect((await call(sandbox, `/v3/process/${process_id}`)).status).toBe(404);
		const found = await Promise.all(addresses.map(async (src) => (await fetch(src)).status));
		expect(found).toEqual([404, 404, 404, 404]);
	});

	it.each([-1, 0.5, NaN])('does not begin with %s pictures to give', async (assets) => {
		await expect(sandbox.process({ tool: staging, assets })).rejects.toThrow(/assets/);
		expect(sandbox.processes).toEqual([]);
	});
});

describe('A v3 process that takes its time', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ workSeconds: 3600 });
	});
	afterEach(async () => await sandbox.close());

	it('is known at once, and processing, without a picture', async () => {
		const { process_id } = await sandbox.process({ tool: staging });
		expect(await stateOf(sandbox, process_id)).toMatchObject({
			status: 'processing',
			final_assets: [],
		});
	});

	it('is pending until its turn comes: two are worked on at once', async () => {
		const started = [1, 2, 3].map(() => sandbox.process({ tool: staging }));
		expect(sandbox.processes.map(({ status }) => status)).toEqual([
			'processing',
			'processing',
			'pending',
		]);
		const third = text((await Promise.all(started))[2], 'process_id');
		while (field(await stateOf(sandbox, third), 'status') === 'pending') {
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		expect(await stateOf(sandbox, third)).toMatchObject({ status: 'processing' });
	});
});
