/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Sandbox, startSandbox } from '../../sandbox';
import {
	call,
	choice,
	download,
	enhancement,
	field,
	latestPicture,
	list,
	newOrder,
	pictures,
	smallPhoto,
	staging,
	submit,
	submitStaging,
	text,
	upload,
} from './client';
import { difference, look } from './measure';
import { receive } from './receiver';

describe('An order', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0, etaSeconds: 7, rateLimit: null });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	const enhance = async (...options: string[]): Promise<Buffer> => {
		const order_id = await newOrder(sandbox, enhancement);
		const space_name = 'space-outdoor--';
		const selected_widgets = await Promise.all(
			options.map((option) =>
				choice(sandbox, enhancement, space_name, 'Enhancement Options', option),
			),
		);
		const answer = await submit(sandbox, { order_id, space_name, selected_widgets });
		expect(answer.status).toBe(200);
		return await latestPicture(sandbox, order_id);
	};

	it('stands in its documented shape before it is submitted', async () => {
		const orderId = await newOrder(sandbox);
		const { body } = await call(sandbox, `/v1/order/${orderId}`);
		expect(body).toEqual({
			id: orderId,
			user_id: expect.any(String),
			email: expect.any(String),
			before_image_id: expect.any(String),
			before_image_src: expect.stringMatching(/\/aihd-before\/[-\w]+\.jpeg$/),
			space: '',
			status: 'idle',
			service: expect.objectContaining({
				ID: expect.any(String),
				name: staging,
				steps: '1',
				credit: 1,
				required_space: true,
				required_widgets: [],
			}),
			service_name: staging,
			object: '',
			sample_image_used: false,
			generated_images: [],
			created_at: expect.any(String),
		});
	});

	it('answers the submit with its picture’s id and the eta, and lists the finished picture', async () => {
		const orderId = await newOrder(sandbox);
		const { body } = await submitStaging(sandbox, orderId);
		expect(body).toEqual({ order_id: orderId, image_id: expect.any(String), eta: 7 });
		expect(await pictures(sandbox, orderId)).toEqual([
			{
				id: text(body, 'image_id'),
				using_free_plan: false,
				sequence: 1,
				src: expect.stringMatching(/\/aihd-after\/[-\w]+\.jpeg$/),
				segmented_image_id: '',
				prompt: 'Modern',
				sky_style: '',
				shadow_removal: false,
				status: 'regular_finished',
				order_id: orderId,
				space: 'space-living-room',
				comment: '',
				updated_at: expect.any(String),
				created_at: expect.any(String),
			},
		]);
	});

	it('gets another version with every further submit', async () => {
		const orderId = await newOrder(sandbox);
		const first = text((await submitStaging(sandbox, orderId)).body, 'image_id');
		const second = text((await submitStaging(sandbox, orderId, 'Prime')).body, 'image_id');
		const found = await pictures(sandbox, orderId);
		expect(found.map((picture) => text(picture, 'id'))).toEqual([first, second]);
		expect(sandbox.orders).toMatchObject([{ order_id: orderId, submits: 2, uploads: 1 }]);
	});

	it('furnishes a room: the picture is the photo, but for the furniture', async () => {
		const orderId = await newOrder(sandbox);
		await submitStaging(sandbox, orderId);
		const change = await difference(await smallPhoto(), await latestPicture(sandbox, orderId));
		expect(change).toBeGreaterThan(8);
		expect(change).toBeLessThan(70);
	});

	it('furnishes it differently in another style', async () => {
		const [modern, hampton] = [await newOrder(sandbox), await newOrder(sandbox)];
		await submitStaging(sandbox, modern, 'Modern');
		await submitStaging(sandbox, hampton, 'Hampton');
		const change = await difference(
			await latestPicture(sandbox, modern),
			await latestPicture(sandbox, hampton),
		);
		expect(change).toBeGreaterThan(4);
	});

	it('makes an enhanced photo brighter and more colourful', async () => {
		const before = await look(await smallPhoto('darkFacade'));
		const after = await look(await enhance());
		expect(after.light).toBeGreaterThan(before.light * 1.3);
	});

	it.each([
		'Sky Replacement',
		'Lawn Touch-Up',
		'Light Up Windows',
		'Golden Light',
		'Vivid Colors',
		'Neutralize Color Cast',
	])('shows the enhancement option %s', async (option) => {
		expect(await difference(await enhance(), await enhance(option))).toBeGreaterThan(0.8);
	});

	it('takes several enhancement options at once', async () => {
		const one = await enhance('Sky Replacement');
		expect(await difference(one, await enhance('Sky Replacement', 'Golden Light'))).toBeGreaterThan(
			2,
		);
	});

	it('turns a photo upright by its EXIF', async () => {
		const upright = await sharp(await smallPhoto())
			.rotate(90)
			.withMetadata({ orientation: 8 })
			.toBuffer();
		const orderId = text((await upload(sandbox, upright)).body, 'order_id');
		await submitStaging(sandbox, orderId);
		const { width, height } = await sharp(await latestPicture(sandbox, orderId)).metadata();
		expect({ width, height }).toEqual({ width: 240, height: 180 });
	});

	it.each(['png', 'webp', 'tiff'] as const)('takes a %s, and shows it as JPEG', async (format) => {
		const file = await sharp(await smallPhoto())
			.toFormat(format)
			.toBuffer();
		const orderId = text((await upload(sandbox, file)).body, 'order_id');
		const { body } = await call(sandbox, `/v1/order/${orderId}`);
		const before = await download(text(body, 'before_image_src'));
		expect((await sharp(before).metadata()).format).toBe('jpeg');
	});

	it.each([
		['DNG', 'II*\0\x08\0\0\0'],
		['CR3', '\0\0\0\x18ftypcrx \0\0\0\x01'],
		['RAF', 'FUJIFILMCCD-RAW 0201'],
		['HEIC', '\0\0\0\x18ftypheic\0\0\0\0'],
	])('takes a %s that it cannot read, and draws on a plain picture', async (_name, head) => {
		const file = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(500)]);
		const orderId = text((await upload(sandbox, file)).body, 'order_id');
		expect((await submitStaging(sandbox, orderId)).status).toBe(200);
		const { format } = await sharp(await latestPicture(sandbox, orderId)).metadata();
		expect(format).toBe('jpeg');
	});

	it('hands its pictures out on another server, to anyone, with type and length', async () => {
		const orderId = await newOrder(sandbox);
		await submitStaging(sandbox, orderId);
		const [picture] = await pictures(sandbox, orderId);
		const address = text(picture, 'src');
		expect(address.startsWith(sandbox.storageUrl)).toBe(true);
		expect(sandbox.storageUrl).not.toBe(sandbox.url);
		const response = await fetch(address);
		const bytes = await response.arrayBuffer();
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('image/jpeg');
		expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
		const asked = sandbox.calls.filter(({ host }) => host === 'storage');
		expect(asked).toHaveLength(1);
		expect(asked[0]?.headers).not.toHaveProperty('x-api-key');
	});

	it('keeps the uploaded JPEG as it is', async () => {
		const orderId = await newOrder(sandbox);
		const { body } = await call(sandbox, `/v1/order/${orderId}`);
		expect(await download(text(body, 'before_image_src'))).toEqual(await smallPhoto());
	});

	it('has no picture where none is', async () => {
		const { storageUrl } = sandbox;
		expect((await fetch(`${storageUrl}/aihd-after/nothing.jpeg`)).status).toBe(404);
		expect((await fetch(`${storageUrl}/aihd-before/..%2F..%2Fetc%2Fhosts`)).status).toBe(404);
	});

	it('fails where a failure was asked for, and only there', async () => {
		sandbox.failNextGeneration();
		sandbox.failNextGeneration(1, 'rejected');
		const ids = [await newOrder(sandbox), await newOrder(sandbox), await newOrder(sandbox)];
		for (const id of ids) await submitStaging(sandbox, id);
		const ends = await Promise.all(ids.map((id) => pictures(sandbox, id)));
		expect(ends.map(([end]) => text(end, 'status'))).toEqual([
			'regular_failed',
			'rejected',
			'regular_finished',
		]);
		expect(ends.map(([end]) => text(end, 'src') === '')).toEqual([true, true, false]);
	});
});

describe('An order that takes its time', () => {
	it('lists its picture without an address while it works', async () => {
		const sandbox = await startSandbox({ workSeconds: 3600 });
		try {
			const orderId = await newOrder(sandbox);
			await submitStaging(sandbox, orderId);
			expect(await pictures(sandbox, orderId)).toMatchObject([
				{ src: '', status: 'regular_processing', updated_at: '0001-01-01T00:00:00Z' },
			]);
			expect(sandbox.orders).toMatchObject([{ status: 'processing' }]);
		} finally {
			await sandbox.close();
		}
	});

	it('is finished after its time', async () => {
		const sandbox = await startSandbox({ etaSeconds: 1, workSeconds: 0.2 });
		try {
			const orderId = await newOrder(sandbox);
			await submitStaging(sandbox, orderId);
			let src = '';
			while (src === '') {
				await new Promise((resolve) => setTimeout(resolve, 50));
				src = text((await pictures(sandbox, orderId))[0], 'src');
			}
			expect((await fetch(src)).status).toBe(200);
		} finally {
			await sandbox.close();
		}
	});
});

describe('The webhook', () => {
	it('tells of a finished picture in the documented body, again until it is taken', async () => {
		const receiver = await receive((count) => (count < 2 ? 503 : 200));
		const sandbox = await startSandbox({ workSeconds: 0 });
		try {
			sandbox.setWebhookUrl(receiver.url);
			const orderId = await newOrder(sandbox);
			const imageId = text((await submitStaging(sandbox, orderId)).body, 'image_id');
			const bodies = await receiver.first(2);
			const order = (await call(sandbox, `/v1/order/${orderId}`)).body;
			const expected = {
				order_id: orderId,
				image: {
					id: imageId,
					before_src: text(order, 'before_image_src'),
					after_src: text(list(order, 'generated_images')[0], 'src'),
					regenerated: false,
					style: 'Modern',
					color: '',
					space: 'space-living-room',
					sky_style: '',
					shadow_removal: false,
					material: '',
					created_at: expect.any(String),
				},
				service_name: staging,
				user_id: field(order, 'user_id'),
			};
			expect(bodies).toEqual([expected, expected]);
		} finally {
			await sandbox.close();
			await receiver.close();
		}
	});
});

describe('Closing', () => {
	it('ends work under way, webhooks that nobody takes, and leaves no file', async () => {
		const folder = await mkdtemp(join(os.tmpdir(), 'sandbox-test-'));
		const tmpdir = jest.spyOn(os, 'tmpdir').mockReturnValue(folder);
		const sandbox = await startSandbox({ workSeconds: 3600, webhookUrl: 'http://127.0.0.1:9/' });
		let files: string[];
		try {
			await submitStaging(sandbox, await newOrder(sandbox));
			files = await readdir(folder);
		} finally {
			tmpdir.mockRestore();
			await sandbox.close();
		}
		expect(files).toHaveLength(1);
		expect(await readdir(folder)).toEqual([]);
		await rm(folder, { recursive: true });
		await expect(fetch(sandbox.url)).rejects.toThrow();
	});

	it('frees its port, and a port that is taken rejects the start', async () => {
		const sandbox = await startSandbox();
		try {
			const port = Number(new URL(sandbox.url).port);
			await expect(startSandbox({ port })).rejects.toThrow(/EADDRINUSE/);
			await sandbox.close();
			await (await startSandbox({ port })).close();
		} finally {
			await sandbox.close();
		}
	});
});
