import { isRecord } from './unknownValues';

/** The largest answer that is read, in bytes: far above any real one (a catalog of 2,000 items has 0.5 MB). */
const LARGEST_ANSWER = 10 * 1024 * 1024;

/** A stream of bytes, as n8n hands it over for `encoding: 'stream'`. */
export interface ByteStream extends AsyncIterable<Uint8Array | string> {
	destroy(error?: Error): unknown;
}

/** @returns whether `value` is a stream of bytes */
export function isByteStream(value: unknown): value is ByteStream {
	return isRecord(value) && typeof value.destroy === 'function' && Symbol.asyncIterator in value;
}

/**
 * Reads a stream chunk by chunk, for so long: n8n's own timeout covers an answer only up to its first byte.
 * The clock is raced against each chunk, because the stream that n8n hands over does not end when it is
 * destroyed while it waits for the next one.
 *
 * @param milliseconds how long the whole stream may take from now on
 * @throws an error with the code ETIMEDOUT when the time is over, or the stream's own when it breaks off
 */
export async function* chunksWithin(
	stream: ByteStream,
	milliseconds: number,
): AsyncGenerator<Uint8Array | string> {
	const chunks = stream[Symbol.asyncIterator]();
	const limit = AbortSignal.timeout(milliseconds);
	try {
		for (;;) {
			const { done, value } = await nextWithin(chunks, limit);
			if (done) return;
			yield value;
		}
	} finally {
		stream.destroy();
	}
}

/** Not `Promise.race`: that would keep every chunk in memory for as long as the limit lasts. */
async function nextWithin<T>(
	chunks: AsyncIterator<T>,
	limit: AbortSignal,
): Promise<IteratorResult<T>> {
	let end: () => void = () => undefined;
	return await new Promise<IteratorResult<T>>((resolve, reject) => {
		end = () => reject(Object.assign(new Error('the answer took too long'), { code: 'ETIMEDOUT' }));
		if (limit.aborted) end();
		limit.addEventListener('abort', end, { once: true });
		chunks.next().then(resolve, reject);
	}).finally(() => limit.removeEventListener('abort', end));
}

/**
 * Reads an answer as JSON, or as text where it is none.
 *
 * @param milliseconds how long that may take
 * @throws as `chunksWithin`
 */
export async function readBody(stream: ByteStream, milliseconds: number): Promise<unknown> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of chunksWithin(stream, milliseconds)) {
		bytes += chunk.length;
		if (bytes > LARGEST_ANSWER) return 'an answer of more than 10 MB';
		chunks.push(Buffer.from(chunk));
	}
	const text = Buffer.concat(chunks).toString('utf8');
	try {
		const parsed: unknown = JSON.parse(text);
		return parsed;
	} catch {
		return text;
	}
}
