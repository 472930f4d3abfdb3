import type { IBinaryData } from 'n8n-workflow';
import { describeBrokenCall } from './brokenCall';
import { cancelSignalOf, type CarriedOptions, type FetchingContext } from './callApi';
import { Failure } from './failure';
import { limitTo } from './limiter';
import { openFile } from './openFile';
import { chunksWithin } from './readBody';
import { repeatWhilePassing } from './repeat';
import { storeFile } from './storeFile';

/** The largest image that AI HomeDesign takes, in bytes (vendor's docs, "Image Upload"). */
export const LARGEST_IMAGE = 50 * 1024 * 1024;

/** The largest finished picture that is taken in, in bytes: far above any real one, so that a stray address can't fill the disk. */
const LARGEST_PICTURE = 200 * 1024 * 1024;

/** The longest start of a file that is read, in bytes: camera files keep much before the size of their picture. */
const LONGEST_START = 1024 * 1024;

/** How many files are fetched at the same time, in this process. */
const fetches = limitTo(4);

/**
 * Fetches an image by its address into n8n's binary storage, without the API key and counting to 50 MB.
 *
 * @param signal aborted when nobody wants it any more
 * @throws Failure when it cannot be fetched or is larger
 */
export async function fetchImage(
	context: FetchingContext,
	carried: CarriedOptions,
	url: string,
	signal: AbortSignal | undefined,
): Promise<IBinaryData> {
	const what = `The image at ${hostOf(url)}`;
	return await fetchSafely(signal, async () => {
		const file = await openFile(context, carried, url, what);
		return await storeFile(context, file, {
			what,
			fileName: lastSegment(url) ?? 'image',
			mimeType: file.mimeType ?? 'application/octet-stream',
			largest: LARGEST_IMAGE,
		});
	});
}

/**
 * Downloads a finished picture into n8n's binary storage as a stream, without the API key: it lies on the
 * vendor's storage, not at the API.
 *
 * @param nameFor gives the file its name, from its extension without a dot
 * @param operation the one that fetches the picture later
 * @throws Failure when it cannot be fetched or is no picture
 */
export async function downloadPicture(
	context: FetchingContext,
	carried: CarriedOptions,
	url: string,
	nameFor: (extension: string) => string,
	operation: 'Get Latest' | 'Get' = 'Get',
): Promise<IBinaryData> {
	const what = `The ${operation === 'Get' ? 'finished' : 'latest'} picture at ${hostOf(url)}`;
	return await fetchSafely(cancelSignalOf(context), async () => {
		const file = await openFile(context, carried, url, what);
		const mimeType = pictureType(file.mimeType, url);
		if (mimeType === undefined) {
			file.stream.destroy();
			throw new Failure(
				`${what} is not a picture but ${file.mimeType}`,
				`Fetch it later with the operation '${operation}' and the order ID.`,
			);
		}
		return await storeFile(context, file, {
			what,
			fileName: nameFor(PICTURE_TYPES[mimeType] ?? 'jpg'),
			mimeType,
			largest: LARGEST_PICTURE,
		});
	});
}

/**
 * Reads the start of a file, as far as `read` needs it to find something, without the API key.
 *
 * @returns what `read` found; undefined where it found nothing in the first megabyte
 * @throws Failure when the file cannot be fetched
 */
export async function readStartOf<T>(
	context: FetchingContext,
	carried: CarriedOptions,
	url: string,
	read: (start: Uint8Array) => T | undefined,
): Promise<T | undefined> {
	const signal = cancelSignalOf(context);
	return await fetchSafely(signal, async () => {
		const what = `The picture at ${hostOf(url)}`;
		const { stream, timeout } = await openFile(context, carried, url, what);
		let start = Buffer.alloc(0);
		let found: T | undefined;
		let broken: unknown;
		try {
			for await (const chunk of chunksWithin(stream, timeout)) {
				start = Buffer.concat([start, Buffer.from(chunk)]);
				found = read(start);
				if (found !== undefined || start.length > LONGEST_START) break;
			}
		} catch (error) {
			broken = error;
		}
		if (broken !== undefined) throw describeBrokenCall(broken, { what });
		return found;
	});
}

/** A fetch is free: it is repeated while what it meets may pass. */
async function fetchSafely<T>(
	signal: AbortSignal | undefined,
	fetch: () => Promise<T>,
): Promise<T> {
	return await fetches(async () => await repeatWhilePassing(fetch, signal), signal);
}

const PICTURE_TYPES: Record<string, string> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/tiff': 'tiff',
	'image/webp': 'webp',
};

function pictureType(announced: string | undefined, url: string): string | undefined {
	if (announced?.startsWith('image/')) return announced;
	if (announced !== undefined && !/^(application|binary)\/octet-stream$/.test(announced)) {
		return undefined;
	}
	const extension = lastSegment(url)?.split('.').pop()?.toLowerCase().replace('jpeg', 'jpg');
	const known = Object.entries(PICTURE_TYPES).find(([, ending]) => ending === extension);
	return known?.[0] ?? 'image/jpeg';
}

function hostOf(url: string): string {
	return new URL(url).host;
}

function lastSegment(url: string): string | undefined {
	const segment = new URL(url).pathname.split('/').pop();
	if (!segment) return undefined;
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
