import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { CarriedOptions } from '../../shared/callApi';
import { Failure } from '../../shared/failure';
import { readStartOf } from '../../shared/fetchFile';
import { limitTo } from '../../shared/limiter';
import { type PictureSize, readPictureSize } from '../../shared/pictureSize';
import { type Png, readPng } from '../../shared/png';
import { visitPixels } from '../../shared/pngPixels';
import { isWebAddress } from '../../shared/webAddress';
import type { Image } from './takeImage';

/** What is to be removed is painted in this colour (vendor's docs, "AI Item Removal Mask"). */
const PAINT = { red: 0x78, green: 0x78, blue: 0xcd };
const PAINT_NAME = '#7878CD';

/** How far the colour of a soft edge may be off, as brushes round it: in steps of 255, weighed by its opacity. */
const ROUNDING = 2;

/** How many masks are looked at at the same time, in this process: each is whole in memory meanwhile. */
const looksAtMasks = limitTo(1);

const HOW_TO_PAINT = `Paint what is to be removed in ${PAINT_NAME}, fully opaque, and leave all else transparent.`;

/**
 * Checks a mask by the vendor's rules before it is sent: that it is a PNG of exactly the picture's size, and that
 * its paint is #7878CD. Half-transparent pixels of that colour pass, as a brush leaves them at its edges.
 *
 * @param pictureUrl where the picture lies that the mask is for; only the start of its file is read
 * @returns what could not be checked, in words; undefined where all was
 * @throws Failure that says which rule the mask breaks
 */
export async function checkMask(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	mask: Image,
	pictureUrl: string,
): Promise<string | undefined> {
	return await looksAtMasks(async () => {
		const png = readPng(await wholeFile(mask));
		if (png === undefined) {
			throw new Failure(
				'The mask is not a whole PNG file',
				'Save it as PNG: a JPG has no transparency.',
			);
		}
		const size = isWebAddress(pictureUrl)
			? await readStartOf(context, carried, pictureUrl, readPictureSize)
			: undefined;
		if (size) compareSizes(png.header, size);
		refuseWrongPaint(await countPaint(png));
		return size ? undefined : "the mask's size, as the picture's own could not be read";
	});
}

function compareSizes(mask: PictureSize, picture: PictureSize): void {
	if (mask.width === picture.width && mask.height === picture.height) return;
	throw new Failure(
		`The mask has ${mask.width} x ${mask.height} pixels, and the picture ${picture.width} x ${picture.height}`,
		"Make the mask exactly as large as the picture that the operation 'Get Latest' gives.",
	);
}

/** What there is in a mask, in pixels. */
interface PaintCount {
	painted: number;
	/** Visible, but of another colour. */
	wrong: number;
	firstWrong: string;
}

/** @throws Failure when the file's data is broken */
async function countPaint(png: Png): Promise<PaintCount> {
	const count: PaintCount = { painted: 0, wrong: 0, firstWrong: '' };
	const isWhole = await visitPixels(png, (red, green, blue, alpha) => {
		if (alpha === 0) return;
		const distance = Math.max(
			Math.abs(red - PAINT.red),
			Math.abs(green - PAINT.green),
			Math.abs(blue - PAINT.blue),
		);
		if (alpha === 255 && distance === 0) {
			count.painted += 1;
		} else if (alpha === 255 || distance * alpha > ROUNDING * 255) {
			if (count.wrong === 0) count.firstWrong = nameOf(red, green, blue);
			count.wrong += 1;
		}
	}).then(
		() => true,
		() => false,
	);
	if (!isWhole) throw new Failure('The mask is a broken PNG file', 'Save it again.');
	return count;
}

function refuseWrongPaint({ painted, wrong, firstWrong }: PaintCount): void {
	if (wrong > 0) {
		throw new Failure(
			`The mask has ${wrong} pixels that are neither transparent nor painted in ${PAINT_NAME}, the first of them in ${firstWrong}`,
			HOW_TO_PAINT,
		);
	}
	if (painted === 0) throw new Failure('Nothing is painted in the mask', HOW_TO_PAINT);
}

function nameOf(...color: number[]): string {
	const digits = color.map((part) => Math.round(part).toString(16).padStart(2, '0'));
	return `#${digits.join('').toUpperCase()}`;
}

async function wholeFile(mask: Image): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of await mask.open()) chunks.push(chunk);
	return Buffer.concat(chunks);
}
