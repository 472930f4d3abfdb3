/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import sharp from 'sharp';
import { type Sandbox, startSandbox } from '../../sandbox';
import {
	call,
	download,
	finishOrder,
	latestPicture,
	maskRemoval,
	newOrder,
	pictures,
	smallPhoto,
	staging,
	submit,
	text,
	upload,
} from './client';
import { difference, pixels } from './measure';
import { receive } from './receiver';

const size = { width: 240, height: 180 };
/** The pictures on the wall of the furnished room. */
const painting = { left: 93, top: 59, width: 52, height: 32 };
const brush = { r: 0x78, g: 0x78, b: 0xcd, alpha: 1 };

interface Stroke {
	area?: typeof painting;
	colour?: typeof brush;
	mask?: { width: number; height: number };
}

async function maskOf({ area = painting, colour = brush, mask = size }: Stroke = {}) {
	const { width, height } = area;
	const stroke = await sharp({ create: { width, height, channels: 4, background: colour } })
		.png()
		.toBuffer();
	return await sharp({
		create: { ...mask, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
	})
		.composite([{ input: stroke, left: area.left, top: area.top }])
		.png()
		.toBuffer();
}

async function sendMask(sandbox: Sandbox, orderId: string, mask: Buffer | undefined) {
	const form = new FormData();
	form.append('order_id', orderId);
	if (mask)
		form.append('mask', new Blob([new Uint8Array(mask)], { type: 'image/png' }), 'mask.png');
	return await call(sandbox, '/v1/order/manual-mask', { method: 'POST', body: form });
}

async function pictureSoFar(sandbox: Sandbox, orderId: string) {
	const { body } = await call(sandbox, `/v1/order/${orderId}/last-temp-image`);
	return { id: text(body, 'image_id'), url: text(body, 'url') };
}

async function submitted(sandbox: Sandbox): Promise<string> {
	const order_id = await newOrder(sandbox, maskRemoval);
	const answer = await submit(sandbox, { order_id, service_name: maskRemoval });
	expect(answer.status).toBe(200);
	return order_id;
}

describe('The removal by mask', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0, rateLimit: null });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	it('waits for masks after the submit', async () => {
		const orderId = await submitted(sandbox);
		expect(await pictures(sandbox, orderId)).toMatchObject([
			{ src: '', status: 'regular_processing', updated_at: '0001-01-01T00:00:00Z' },
		]);
		expect(sandbox.orders).toMatchObject([{ status: 'processing', submits: 1 }]);
	});

	it('shows the upload as the picture so far until a mask comes, as JPEG', async () => {
		const png = await sharp(await smallPhoto('furnishedRoom'))
			.png()
			.toBuffer();
		const order_id = text((await upload(sandbox, png, maskRemoval)).body, 'order_id');
		await submit(sandbox, { order_id });
		const shown = await download((await pictureSoFar(sandbox, order_id)).url);
		expect(await sharp(shown).metadata()).toMatchObject({ format: 'jpeg', ...size });
		expect(await difference(shown, png)).toBeLessThan(1);
	});

	it('removes what is painted, and changes no other pixel', async () => {
		const orderId = await submitted(sandbox);
		const before = await pictureSoFar(sandbox, orderId);
		const applied = await sendMask(sandbox, orderId, await maskOf());
		expect(applied).toMatchObject({ status: 200, body: { maskId: expect.any(String) } });
		const after = await pictureSoFar(sandbox, orderId);
		expect(after.id).not.toBe(before.id);
		expect(after.url).not.toBe(before.url);
		const [was, is] = [
			await pixels(await download(before.url)),
			await pixels(await download(after.url)),
		];
		let farthest = 0;
		let change = 0;
		for (let at = 0; at < was.data.length; at += 1) {
			const x = Math.floor(at / 3) % was.width;
			const y = Math.floor(at / 3 / was.width);
			const { left, top, width, height } = painting;
			const inside = x >= left && x < left + width && y >= top && y < top + height;
			const step = Math.abs((was.data[at] ?? 0) - (is.data[at] ?? 0));
			if (inside) change += step / (width * height * 3);
			else farthest = Math.max(farthest, step);
		}
		expect(farthest).toBeLessThanOrEqual(4);
		expect(change).toBeGreaterThan(30);
	});

	it('fills what was painted with the wall around it', async () => {
		const orderId = await submitted(sandbox);
		await sendMask(sandbox, orderId, await maskOf());
		const after = await download((await pictureSoFar(sandbox, orderId)).url);
		const part = { left: 0.4, top: 0.35, right: 0.59, bottom: 0.49 };
		const [furnished, empty] = [await smallPhoto('furnishedRoom'), await smallPhoto('livingRoom')];
		expect(await difference(after, empty, part)).toBeLessThan(
			(await difference(furnished, empty, part)) / 5,
		);
	});

	it('goes on from the picture so far with every further mask', async () => {
		const orderId = await submitted(sandbox);
		const lamp = { left: 60, top: 70, width: 22, height: 18 };
		await sendMask(sandbox, orderId, await maskOf());
		const first = await download((await pictureSoFar(sandbox, orderId)).url);
		await sendMask(sandbox, orderId, await maskOf({ area: lamp }));
		const second = await download((await pictureSoFar(sandbox, orderId)).url);
		const part = { left: 0.4, top: 0.35, right: 0.59, bottom: 0.49 };
		expect(await difference(first, second, part)).toBeLessThan(1.5);
		expect(
			await difference(first, second, { left: 0.26, top: 0.41, right: 0.32, bottom: 0.46 }),
		).toBeGreaterThan(20);
	});

	it('makes the picture so far the finished one, and only then tells of it', async () => {
		const receiver = await receive();
		try {
			sandbox.setWebhookUrl(receiver.url);
			const order_id = await newOrder(sandbox, maskRemoval);
			const imageId = text((await submit(sandbox, { order_id })).body, 'image_id');
			await sendMask(sandbox, order_id, await maskOf());
			const soFar = await pictureSoFar(sandbox, order_id);
			expect(soFar.id).not.toBe(imageId);
			const done = await finishOrder(sandbox, order_id, soFar.id);
			expect(done).toMatchObject({ status: 200, body: { message: expect.any(String) } });
			expect(await pictures(sandbox, order_id)).toMatchObject([
				{ id: imageId, status: 'regular_finished', src: expect.stringMatching(/aihd-after/) },
			]);
			expect(sandbox.orders).toMatchObject([{ status: 'idle' }]);
			expect(await latestPicture(sandbox, order_id)).toEqual(await download(soFar.url));
			expect(await receiver.first(1)).toMatchObject([
				{
					order_id,
					image: {
						id: imageId,
						after_src: expect.stringMatching(/aihd-after/),
						regenerated: false,
					},
					service_name: maskRemoval,
				},
			]);
		} finally {
			sandbox.setWebhookUrl(undefined);
			await receiver.close();
		}
	});

	it('keeps the size of a large photo', async () => {
		const photo = await sharp(await smallPhoto('furnishedRoom'))
			.resize(2400, 1800)
			.jpeg()
			.toBuffer();
		const order_id = text((await upload(sandbox, photo, maskRemoval)).body, 'order_id');
		await submit(sandbox, { order_id });
		const mask = { width: 2400, height: 1800 };
		const area = { left: 930, top: 590, width: 520, height: 320 };
		expect((await sendMask(sandbox, order_id, await maskOf({ area, mask }))).status).toBe(200);
		const after = await download((await pictureSoFar(sandbox, order_id)).url);
		expect(await sharp(after).metadata()).toMatchObject(mask);
	});

	it('records the form of a mask', async () => {
		const orderId = await submitted(sandbox);
		const mask = await maskOf();
		await sendMask(sandbox, orderId, mask);
		expect(sandbox.calls.find(({ path }) => path === '/v1/order/manual-mask')?.form).toEqual({
			fields: { order_id: orderId },
			fileName: 'mask.png',
			fileType: 'image/png',
			fileBytes: mask.length,
			partsInOrder: ['order_id', 'mask'],
		});
	});

	it('begins again from the upload with another submit, and gives up the version before', async () => {
		const orderId = await submitted(sandbox);
		const upload = await pictureSoFar(sandbox, orderId);
		await sendMask(sandbox, orderId, await maskOf());
		await submit(sandbox, { order_id: orderId });
		expect(await pictureSoFar(sandbox, orderId)).toEqual(upload);
		expect(await pictures(sandbox, orderId)).toMatchObject([
			{ sequence: 1, src: '', status: 'regular_canceled' },
			{ sequence: 2, src: '', status: 'regular_processing' },
		]);
	});

	it('fails where a failure was asked for', async () => {
		sandbox.failNextGeneration();
		const orderId = await submitted(sandbox);
		expect(await pictures(sandbox, orderId)).toMatchObject([{ src: '', status: 'regular_failed' }]);
		expect((await sendMask(sandbox, orderId, await maskOf())).status).toBe(400);
	});

	it('shows no picture so far after the reset', async () => {
		const orderId = await submitted(sandbox);
		await sendMask(sandbox, orderId, await maskOf());
		const { url } = await pictureSoFar(sandbox, orderId);
		expect((await fetch(url)).status).toBe(200);
		sandbox.reset();
		expect((await fetch(url)).status).toBe(404);
	});

	describe('refuses', () => {
		it.each([
			['a mask of another size', { mask: { width: 241, height: 180 } }],
			['a mask of another colour', { colour: { r: 0x78, g: 0x78, b: 0xcc, alpha: 1 } }],
			['a mask that is painted white', { colour: { r: 255, g: 255, b: 255, alpha: 1 } }],
			['a mask that is painted half through', { colour: { ...brush, alpha: 0.5 } }],
			['a mask without paint', { colour: { ...brush, alpha: 0 } }],
		])('%s', async (_name, stroke) => {
			const orderId = await submitted(sandbox);
			expect(await sendMask(sandbox, orderId, await maskOf(stroke))).toMatchObject({
				status: 400,
				body: { error: expect.stringMatching(/mask/), key: expect.any(String) },
			});
		});

		it('a mask on a ground that is not transparent', async () => {
			const orderId = await submitted(sandbox);
			const mask = await sharp(await maskOf())
				.flatten({ background: '#000000' })
				.png()
				.toBuffer();
			expect((await sendMask(sandbox, orderId, mask)).status).toBe(400);
		});

		it.each([
			[
				'a JPEG',
				async () =>
					await sharp(await maskOf())
						.jpeg()
						.toBuffer(),
			],
			['a broken PNG', async () => (await maskOf()).subarray(0, 60)],
			['an empty file', async () => Buffer.alloc(0)],
		])('%s as a mask', async (_name, make) => {
			const orderId = await submitted(sandbox);
			expect((await sendMask(sandbox, orderId, await make())).status).toBe(400);
		});

		it('a mask that is missing, in the documented words', async () => {
			const orderId = await submitted(sandbox);
			const answer = await sendMask(sandbox, orderId, undefined);
			expect(answer.status).toBe(400);
			expect(answer.body).toEqual({ error: 'http: no such file' });
		});

		it('an order that is not known', async () => {
			const unknown = { status: 404, body: { key: 'api_error_order_not_found' } };
			expect(await call(sandbox, '/v1/order/nothing/last-temp-image')).toMatchObject(unknown);
			expect(await sendMask(sandbox, 'nothing', await maskOf())).toMatchObject(unknown);
			expect(await finishOrder(sandbox, 'nothing', 'any')).toMatchObject(unknown);
		});

		it('an order of another service', async () => {
			const orderId = await newOrder(sandbox, staging);
			const path = `/v1/order/${orderId}/last-temp-image`;
			expect((await call(sandbox, path)).status).toBe(400);
			expect((await sendMask(sandbox, orderId, await maskOf())).status).toBe(400);
			expect((await finishOrder(sandbox, orderId, 'any')).status).toBe(400);
		});

		it('an order that is not submitted yet', async () => {
			const orderId = await newOrder(sandbox, maskRemoval);
			const early = { status: 400, body: { key: 'api_error_order_not_submitted' } };
			expect(await call(sandbox, `/v1/order/${orderId}/last-temp-image`)).toMatchObject(early);
			expect(await sendMask(sandbox, orderId, await maskOf())).toMatchObject(early);
			expect(await finishOrder(sandbox, orderId, 'any')).toMatchObject(early);
		});

		it('to finish with another picture than the one so far', async () => {
			const orderId = await submitted(sandbox);
			const { id } = await pictureSoFar(sandbox, orderId);
			await sendMask(sandbox, orderId, await maskOf());
			for (const wrong of [id, 'nothing', '']) {
				expect((await finishOrder(sandbox, orderId, wrong)).status).toBe(400);
			}
			expect(await pictures(sandbox, orderId)).toMatchObject([{ src: '' }]);
		});

		it('to go on with an order that is finished', async () => {
			const orderId = await submitted(sandbox);
			const { id } = await pictureSoFar(sandbox, orderId);
			expect((await finishOrder(sandbox, orderId, id)).status).toBe(200);
			const over = { status: 400, body: { key: 'api_error_order_finished' } };
			expect(await finishOrder(sandbox, orderId, id)).toMatchObject(over);
			expect(await sendMask(sandbox, orderId, await maskOf())).toMatchObject(over);
		});

		it('a submit for another service than the upload, whatever that was for', async () => {
			for (const service of [maskRemoval, staging]) {
				const order_id = await newOrder(sandbox, service);
				const answer = await submit(sandbox, { order_id, service_name: 'service-item-removal' });
				expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
			}
			expect(sandbox.orders).toMatchObject([{ submits: 0 }, { submits: 0 }]);
		});
	});
});

describe('The removal by mask, where it takes its time', () => {
	it('shows the picture as it was, and is not to be finished, while a mask is worked off', async () => {
		const sandbox = await startSandbox({ workSeconds: 3600 });
		try {
			const orderId = await submitted(sandbox);
			const before = await pictureSoFar(sandbox, orderId);
			expect((await sendMask(sandbox, orderId, await maskOf())).status).toBe(200);
			expect(await pictureSoFar(sandbox, orderId)).toEqual(before);
			expect(await finishOrder(sandbox, orderId, before.id)).toMatchObject({
				status: 400,
				body: { key: 'api_error_mask_in_progress' },
			});
		} finally {
			await sandbox.close();
		}
	});

	it('works off masks that come at once one after the other', async () => {
		const sandbox = await startSandbox({ workSeconds: 0.2 });
		try {
			const orderId = await submitted(sandbox);
			const { id } = await pictureSoFar(sandbox, orderId);
			const lamp = { left: 60, top: 70, width: 22, height: 18 };
			await Promise.all([
				sendMask(sandbox, orderId, await maskOf()),
				sendMask(sandbox, orderId, await maskOf({ area: lamp })),
			]);
			let status = 400;
			while (status === 400) {
				await new Promise((resolve) => setTimeout(resolve, 50));
				const soFar = await pictureSoFar(sandbox, orderId);
				if (soFar.id !== id) ({ status } = await finishOrder(sandbox, orderId, soFar.id));
			}
			const [furnished, after] = [
				await smallPhoto('furnishedRoom'),
				await latestPicture(sandbox, orderId),
			];
			for (const part of [
				{ left: 0.4, top: 0.35, right: 0.59, bottom: 0.49 },
				{ left: 0.26, top: 0.41, right: 0.32, bottom: 0.46 },
			]) {
				expect(await difference(furnished, after, part)).toBeGreaterThan(20);
			}
		} finally {
			await sandbox.close();
		}
	});
});

describe('An account without the removal by mask', () => {
	it('is refused its uploads, and no others', async () => {
		const sandbox = await startSandbox({ maskRemoval: false });
		try {
			const photo = await smallPhoto();
			expect(await upload(sandbox, photo, maskRemoval)).toMatchObject({
				status: 403,
				body: { error: expect.stringMatching(/not switched on/) },
			});
			expect((await upload(sandbox, photo, 'service-item-removal')).status).toBe(200);
			expect(sandbox.orders).toHaveLength(1);
		} finally {
			await sandbox.close();
		}
	});
});
