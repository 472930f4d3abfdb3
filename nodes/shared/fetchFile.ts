import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';
import { describeBrokenCall } from './brokenCall';
import { type CarriedOptions, USUAL_TIMEOUT } from './callApi';
import { Failure } from './failure';
import { limitTo } from './limiter';
import { chunksWithin } from './readBody';
import { repeatWhilePassing } from './repeat';
import { isRecord, textOf } from './unknownValues';

/** The largest image that AI HomeDesign takes, in bytes (vendor's docs, "Image Upload"). */
export const LARGEST_IMAGE = 50 * 1024 * 1024;

/** The largest finished picture that is taken in, in bytes: far above any real one, so that a stray address can't fill the disk. */
const LARGEST_PICTURE = 200 * 1024 * 1024;

/** How many files are fetched at the same time, in this process. */
const fetches = limitTo(4);

type Stream = Exclude<
	Parameters<IExecuteSingleFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

interface StreamClass {
	from(chunks: AsyncIterable<unknown>): Stream;
}

interface OpenFile {
	stream: Stream;
	/** How long its bytes may take, in milliseconds. */
	timeout: number;
	mimeType?: string;
	/** The size in bytes that the server announces. */
	announced: number;
}

/** @returns a size for a sentence, such as "50.1 MB"; rounded up, so that what is too large also reads so */
export function megabytes(bytes: number): string {
	return `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MB`;
}

/**
 * Fetches an image by its address into n8n's binary storage, without the API key and counting to 50 MB.
 *
 * @throws Failure when it cannot be fetched or is larger
 */
export async function fetchImage(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	url: string,
): Promise<IBinaryData> {
	const what = `The image at ${hostOf(url)}`;
	return await fetchSafely(context, async () => {
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
 * @throws Failure when it cannot be fetched or is no picture
 */
export async function downloadPicture(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	url: string,
	nameFor: (extension: string) => string,
): Promise<IBinaryData> {
	const what = `The finished picture at ${hostOf(url)}`;
	return await fetchSafely(context, async () => {
		const file = await openFile(context, carried, url, what);
		const mimeType = pictureType(file.mimeType, url);
		if (mimeType === undefined) {
			file.stream.destroy();
			throw new Failure(
				`${what} is not a picture but ${file.mimeType}`,
				"Fetch it later with the operation 'Get' and the order ID.",
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

/** A fetch is free: it is repeated while what it meets may pass. */
async function fetchSafely(
	context: IExecuteSingleFunctions,
	fetch: () => Promise<IBinaryData>,
): Promise<IBinaryData> {
	return await fetches(
		async () => await repeatWhilePassing(fetch, context.getExecutionCancelSignal()),
	);
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

async function openFile(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	url: string,
	what: string,
): Promise<OpenFile> {
	const { allowedDomains, proxy, timeout, skipSslCertificateValidation } = carried;
	let answer: unknown;
	let broken: unknown;
	try {
		answer = await context.helpers.httpRequest({
			url,
			method: 'GET',
			allowedDomains,
			proxy,
			timeout,
			skipSslCertificateValidation,
			encoding: 'stream',
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			abortSignal: context.getExecutionCancelSignal(),
		});
	} catch (error) {
		broken = error;
	}
	if (!isRecord(answer) || !isStream(answer.body))
		throw describeBrokenCall(broken, { what, proxy });
	const { body: stream, statusCode } = answer;
	if (statusCode !== 200) {
		stream.destroy();
		throw new Failure(
			`${what} could not be fetched (HTTP ${String(statusCode)})`,
			'Check that the address opens in a browser without a login, and has not expired.',
			{ status: Number(statusCode) },
		);
	}
	const headers = isRecord(answer.headers) ? answer.headers : {};
	return {
		stream,
		timeout: timeout ?? USUAL_TIMEOUT,
		mimeType: textOf(headers['content-type'])?.split(';')[0]?.trim().toLowerCase(),
		announced: Number(headers['content-length'] ?? 0),
	};
}

async function storeFile(
	context: IExecuteSingleFunctions,
	{ stream, timeout, announced }: OpenFile,
	file: { what: string; fileName: string; mimeType: string; largest: number },
): Promise<IBinaryData> {
	const { what, fileName, mimeType, largest } = file;
	let isTooLarge = announced > largest;
	async function* counted() {
		let bytes = 0;
		for await (const chunk of chunksWithin(stream, timeout)) {
			bytes += Buffer.byteLength(chunk);
			isTooLarge = bytes > largest;
			if (isTooLarge) return;
			yield chunk;
		}
	}
	let stored: IBinaryData | undefined;
	let broken: unknown;
	if (isTooLarge) {
		stream.destroy();
	} else {
		try {
			stored = await context.helpers.prepareBinaryData(
				streamOf(stream, counted()),
				fileName,
				mimeType,
			);
		} catch (error) {
			broken = error;
		}
	}
	if (isTooLarge) {
		throw new Failure(
			`${what} has more than ${megabytes(largest)}`,
			'Make it smaller first, for example with the Edit Image node.',
		);
	}
	if (stored === undefined) throw describeBrokenCall(broken, { what });
	return stored;
}

/** A stream over `chunks`. n8n's lint rules keep Node's own `stream` module out; the class of a stream has it. */
function streamOf(stream: Stream, chunks: AsyncIterable<unknown>): Stream {
	return isStreamClass(stream.constructor) ? stream.constructor.from(chunks) : stream;
}

function isStreamClass(value: unknown): value is StreamClass {
	return typeof value === 'function' && 'from' in value && typeof value.from === 'function';
}

function isStream(value: unknown): value is Stream {
	return isRecord(value) && typeof value.pipe === 'function' && Symbol.asyncIterator in value;
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
