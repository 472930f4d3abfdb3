/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { readPng } from '../../nodes/shared/png';
import { visitPixels } from '../../nodes/shared/pngPixels';

const NEVER = new AbortController().signal;
const WIDTH = 13;
const HEIGHT = 11;

/** Four channels of values that repeat nowhere near each other, so that every filter of PNG has something to do. */
const noise = Buffer.from(
	Array.from({ length: WIDTH * HEIGHT * 4 }, (_, at) => (at * at * 31 + at * 7) % 256),
);
const RAW = { raw: { width: WIDTH, height: HEIGHT, channels: 4 as const } };

/** The pixels of a PNG as the node sees them, each as "red green blue alpha", sorted: they come in no certain order. */
async function pixelsOf(file: Buffer): Promise<string[]> {
	const png = readPng(file);
	if (png === undefined) throw new Error('not a PNG');
	const pixels: string[] = [];
	await visitPixels(png, NEVER, (...color) => pixels.push(color.map(Math.round).join(' ')));
	return pixels.sort();
}

/** The same, as libvips sees them. */
async function truthOf(file: Buffer): Promise<string[]> {
	const raw = await sharp(file).ensureAlpha().toColourspace('srgb').raw().toBuffer();
	return Array.from({ length: raw.length / 4 }, (_, at) =>
		[...raw.subarray(4 * at, 4 * at + 4)].join(' '),
	).sort();
}

describe('every pixel of a PNG is seen as libvips sees it', () => {
	const image = () => sharp(noise, RAW);
	const grey = () =>
		sharp(noise.subarray(0, WIDTH * HEIGHT), {
			raw: { width: WIDTH, height: HEIGHT, channels: 1 },
		}).toColourspace('b-w');
	const greyWithAlpha = () =>
		sharp(noise.subarray(0, WIDTH * HEIGHT * 2), {
			raw: { width: WIDTH, height: HEIGHT, channels: 2 },
		}).toColourspace('b-w');

	it.each<[string, () => Promise<Buffer>]>([
		['colour with transparency', async () => await image().png().toBuffer()],
		['colour, with filters', async () => await image().png({ adaptiveFiltering: true }).toBuffer()],
		['colour, interlaced', async () => await image().png({ progressive: true }).toBuffer()],
		['colour without transparency', async () => await image().removeAlpha().png().toBuffer()],
		['a palette of 256', async () => await image().png({ palette: true }).toBuffer()],
		['a palette of 4', async () => await image().png({ palette: true, colours: 4 }).toBuffer()],
		[
			'a palette of 4, interlaced',
			async () => await image().png({ palette: true, colours: 4, progressive: true }).toBuffer(),
		],
		['a palette of 2', async () => await image().png({ palette: true, colours: 2 }).toBuffer()],
		['grey', async () => await grey().png().toBuffer()],
		['grey with transparency', async () => await greyWithAlpha().png().toBuffer()],
		['16 bits', async () => await image().removeAlpha().toColourspace('rgb16').png().toBuffer()],
		[
			'16 bits with transparency',
			async () => await image().toColourspace('rgb16').png().toBuffer(),
		],
	])('%s', async (_name, draw) => {
		const file = await draw();
		const pixels = await pixelsOf(file);
		expect(pixels).toHaveLength(WIDTH * HEIGHT);
		expect(pixels).toEqual(await truthOf(file));
	});

	it.each([
		[1, '10100000', ['0 0 0 255', '255 255 255 255', '255 255 255 255']],
		[2, '00011100', ['0 0 0 255', '255 255 255 255', '85 85 85 255']],
		[4, '0000111101010000', ['0 0 0 255', '255 255 255 255', '85 85 85 255']],
	])('grey of %i bit, as the specification has it', async (bitDepth, bits, colors) => {
		const row = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
		const visited: string[] = [];
		await visitPixels(
			{
				header: { width: 3, height: 1, bitDepth, colorType: 0, isInterlaced: false },
				palette: Buffer.alloc(0),
				transparency: Buffer.alloc(0),
				compressed: [deflateSync(Buffer.concat([Buffer.from([0]), row]))],
			},
			NEVER,
			(...color) => visited.push(color.join(' ')),
		);
		expect(visited.sort()).toEqual(colors);
	});

	it.each([
		[8, [0, 9, 0, 8, 0, 7]],
		[16, [9, 0, 8, 0, 7, 0]],
	])('one colour of %i bit stands for transparent', async (bitDepth, transparency) => {
		const wide = (...shades: number[]) =>
			shades.flatMap((shade) => (bitDepth === 16 ? [shade, 0] : [shade]));
		const visited: string[] = [];
		await visitPixels(
			{
				header: { width: 2, height: 1, bitDepth, colorType: 2, isInterlaced: false },
				palette: Buffer.alloc(0),
				transparency: Buffer.from(transparency),
				compressed: [deflateSync(Buffer.from([0, ...wide(9, 8, 7, 9, 8, 6)]))],
			},
			NEVER,
			(...color) => visited.push(color.join(' ')),
		);
		expect(visited).toEqual(['9 8 7 0', '9 8 6 255']);
	});

	it('a picture of one row, and one of one column', async () => {
		for (const [width, height] of [
			[40, 1],
			[1, 40],
		] as const) {
			const file = await sharp(noise.subarray(0, 160), { raw: { width, height, channels: 4 } })
				.png({ progressive: true })
				.toBuffer();
			expect(await pixelsOf(file)).toEqual(await truthOf(file));
		}
	});
});

describe('a PNG that is none', () => {
	it.each([
		['nothing', Buffer.alloc(0)],
		['a text', Buffer.from('hello')],
		['only the signature', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
	])('%s', (_name, file) => {
		expect(readPng(file)).toBeUndefined();
	});

	it('a JPEG', async () => {
		expect(readPng(await sharp(noise, RAW).jpeg().toBuffer())).toBeUndefined();
	});

	it('one that breaks off, wherever that is', async () => {
		const file = await sharp(noise, RAW).png().toBuffer();
		for (let length = 0; length < file.length; length += 1) {
			expect(readPng(file.subarray(0, length))).toBeUndefined();
		}
	});

	it('one whose pixels are rubbish', async () => {
		const png = readPng(await sharp(noise, RAW).png().toBuffer());
		if (png === undefined) throw new Error('not a PNG');
		png.compressed = [Buffer.from('rubbish')];
		await expect(visitPixels(png, NEVER, () => undefined)).rejects.toThrow();
	});

	it('one with fewer pixels than it says', async () => {
		const png = readPng(await sharp(noise, RAW).png().toBuffer());
		if (png === undefined) throw new Error('not a PNG');
		png.header.height += 1;
		await expect(visitPixels(png, NEVER, () => undefined)).rejects.toThrow('ends too early');
	});
});
