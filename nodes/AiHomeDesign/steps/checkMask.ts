import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { CarriedOptions } from '../../shared/callApi';
import { Abandoned, Failure, orFailure } from '../../shared/failure';
import { readStartOf } from '../../shared/fetchFile';
import { limitTo } from '../../shared/limiter';
import { type PictureSize, readPictureSize } from '../../shared/pictureSize';
import { type Png, type PngHeader, readPng } from '../../shared/png';
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

/** The longest side that a JPEG can have, and more pixels than any camera's picture has. */
const LONGEST_SIDE = 65_535;
const MOST_PIXELS = 2 ** 28;

const HOW_TO_PAINT = `Paint what is to be removed in ${PAINT_NAME}, fully opaque, and leave all else transparent.`;

/**
 * Checks a mask by the vendor's rules before it is sent: that it is a PNG of exactly the picture's size, and that
 * its paint is #7878CD. Half-transparent pixels of that colour pass, as a brush leaves them at its edges.
 *
 * @param pictureUrl where the picture lies that the mask is for; only the start of its file is read
 * @param signal aborted when the run is stopped or cancelled
 * @returns what could not be checked, in words; undefined where all was
 * @throws Failure that says which rule the mask breaks
 */
export async function checkMask(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	mask: Image,
	pictureUrl: string,
	signal: AbortSignal,
): Promise<string | undefined> {
	const size = await sizeOfPicture(context, carried, pictureUrl);
	await looksAtMasks(async () => {
		const png = readPng(await wholeFile(mask));
		if (png === undefined) {
			throw new Failure(
				'The mask is not a whole PNG file',
				'Save it as PNG: a JPG has no transparency.',
			);
		}
		if (size) compareSizes(png.header, size);
		else refuseHuge(png.header);
		refuseWrongPaint(await countPaint(png, signal));
	}, signal);
	return size ? undefined : "the mask's size, as the picture's own could not be read";
}

async function sizeOfPicture(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	url: string,
): Promise<PictureSize | undefined> {
	if (!isWebAddress(url)) return undefined;
	const size = await orFailure(readStartOf(context, carried, url, readPictureSize));
	if (!(size instanceof Failure)) return size;
	throw new Failure(
		size.message,
		'The mask was not sent, as its size could not be compared with that of the picture. Try again.',
		size.details,
	);
}

function compareSizes(mask: PngHeader, { width, height, isTurned }: PictureSize): void {
	if (mask.width === width && mask.height === height) return;
	// Whether the vendor counts a picture that the camera turned as it lies or as people see it, nobody wrote down.
	if (isTurned && mask.width === height && mask.height === width) return;
	throw new Failure(
		`The mask has ${mask.width} x ${mask.height} pixels, and the picture ${width} x ${height}`,
		"Make the mask exactly as large as the picture that the operation 'Get Latest' gives.",
	);
}

/** A small file may say that it has any number of pixels, and to look at them all would take hours. */
function refuseHuge({ width, height }: PngHeader): void {
	if (Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS) return;
	throw new Failure(
		`The mask says that it has ${width} x ${height} pixels`,
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
async function countPaint(png: Png, signal: AbortSignal): Promise<PaintCount> {
	const count: PaintCount = { painted: 0, wrong: 0, firstWrong: '' };
	const isWhole = await visitPixels(png, signal, (red, green, blue, alpha) => {
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
	if (signal.aborted) throw new Abandoned();
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
