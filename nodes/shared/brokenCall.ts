import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { Failure } from './failure';
import { isRecord, textOf } from './unknownValues';

/** A call that got no answer. */
export class BrokenCall extends Failure {
	constructor(
		message: string,
		advice: string,
		/** The system's code for what happened, such as ECONNRESET; undefined where it is none that is known. */
		readonly code?: string,
	) {
		super(message, advice);
	}

	/** Whether nothing listened, so that not one byte was sent. */
	get wasRefused(): boolean {
		return this.code === 'ECONNREFUSED';
	}

	/** Whether the request may have reached the other side, though no answer came back. */
	get mayHaveArrived(): boolean {
		return this.code === undefined || !NOT_SENT.includes(this.code);
	}

	/** Whether it will be so until somebody changes a setting: an address, a certificate, or the allowed domains. */
	get isLasting(): boolean {
		return this.code !== undefined && LASTING.includes(this.code);
	}

	/** Whether the same call may go through a little later. */
	get mayPass(): boolean {
		return this.code === undefined || PASSING.includes(this.code);
	}
}

const BLOCKED = 'Domain not allowed';

/** A connection that broke, or that was not to be had at this moment. Not what was too slow: it would be again. */
const PASSING = ['EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'];

const LASTING = [
	BLOCKED,
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_INVALID_URL',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** With these, no connection stood, so that nothing was sent. */
const NOT_SENT = [...LASTING, 'EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND'];

const REASONS: Record<string, string> = {
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	EAI_AGAIN: 'the name of its host could not be looked up',
	ECONNABORTED: 'no answer came in time',
	ECONNREFUSED: 'nothing listens there',
	ECONNRESET: 'the connection was cut',
	EHOSTUNREACH: 'its host is out of reach',
	ENOTFOUND: 'its host is unknown',
	EPIPE: 'the connection was cut',
	ERR_CANCELED: 'the execution was cancelled',
	ERR_INVALID_URL: 'that is no address',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
	ETIMEDOUT: 'no answer came in time',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate could not be verified',
};

/**
 * Puts a call that got no answer into words. Takes nothing over from the thrown error but its code and
 * text: n8n's error holds the whole request, key included.
 *
 * @param call what was called, as the begin of a sentence, and the proxy that it went through
 */
export function describeBrokenCall(
	error: unknown,
	call: { what: string; proxy?: IHttpRequestOptions['proxy'] },
): BrokenCall {
	const chain = causesOf(error);
	const texts = chain.flatMap(({ message }) => textOf(message) ?? []);
	const blocked = texts.find((text) => text.startsWith(BLOCKED));
	if (blocked !== undefined) {
		return new BrokenCall(
			blocked,
			"Add the host to 'Allowed Domains' of the AI HomeDesign credential.",
			BLOCKED,
		);
	}
	// n8n 1 drops the cause of an error; on every version the code stands in `httpCode` too.
	const code = chain
		.flatMap(({ code, httpCode }) => [textOf(code) ?? '', textOf(httpCode) ?? ''])
		.find((known) => known in REASONS);
	const reason = (code && REASONS[code]) ?? texts.at(-1) ?? 'the connection broke';
	const way = call.proxy ? ` through the proxy ${call.proxy.host}:${call.proxy.port}` : '';
	return new BrokenCall(
		`${call.what} could not be reached${way}: ${reason}`,
		code === 'ERR_INVALID_URL'
			? "Check 'Base URL' in the AI HomeDesign credential: it begins with https:// or http://."
			: "Check the address, the network, and the node's Request Options (proxy, timeout, SSL).",
		code,
	);
}

function causesOf(error: unknown): IDataObject[] {
	const chain: IDataObject[] = [];
	for (let next: unknown = error; isRecord(next) && chain.length < 10; next = next.cause)
		chain.push(next);
	return chain;
}
