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
 * Ends a stream that takes too long: n8n's own timeout covers an answer only up to its first byte.
 *
 * @param milliseconds how long it may take from now on
 * @returns the same stream; reading it fails with the code ETIMEDOUT once the time is over
 */
export function endAfter<S extends ByteStream>(stream: S, milliseconds: number): S {
	const limit = AbortSignal.timeout(milliseconds);
	const end = () => stream.destroy(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }));
	limit.addEventListener('abort', end, { once: true });
	return stream;
}

/**
 * Reads an answer as JSON, or as text where it is none.
 *
 * @throws the stream's own error when it breaks off
 */
export async function readBody(stream: ByteStream): Promise<unknown> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of stream) {
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
