import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { describeBrokenCall } from './brokenCall';
import {
	cancelSignalOf,
	type CarriedOptions,
	type FetchingContext,
	USUAL_TIMEOUT,
} from './callApi';
import { Failure } from './failure';
import { isRecord, textOf } from './unknownValues';

/** A stream of bytes, as n8n's binary storage takes it. */
export type Stream = Exclude<
	Parameters<IExecuteSingleFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/** A file at an address, of which only the headers are read. */
export interface OpenFile {
	stream: Stream;
	/** How long its bytes may take, in milliseconds. */
	timeout: number;
	mimeType?: string;
	/** The size in bytes that the server announces. */
	announced: number;
}

/**
 * Opens a file at an address, without the API key.
 *
 * @param what names the file, as the begin of a sentence
 * @throws Failure when it cannot be had
 */
export async function openFile(
	context: FetchingContext,
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
			abortSignal: cancelSignalOf(context),
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

function isStream(value: unknown): value is Stream {
	return isRecord(value) && typeof value.pipe === 'function' && Symbol.asyncIterator in value;
}
