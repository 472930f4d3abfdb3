import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';
import { type Answer, throwOnRefusal } from './answer';
import { describeBrokenCall } from './brokenCall';
import { Abandoned } from './failure';
import { isByteStream, readBody } from './readBody';
import { repeatWhilePassing } from './repeat';
import { isRecord } from './unknownValues';

/** The contexts in which this package fetches files: a hook of a declarative operation, or a webhook. */
export type FetchingContext = IExecuteSingleFunctions | IWebhookFunctions;

/** The contexts in which this package calls the API: those, or a dropdown. */
export type CallingContext = FetchingContext | ILoadOptionsFunctions;

/**
 * What a call of our own takes over from the request that n8n prepared: n8n puts the node's Request
 * Options and the credential's allowed domains only on that one (n8n-core, routing-node.js).
 */
export type CarriedOptions = Pick<
	IHttpRequestOptions,
	'allowedDomains' | 'baseURL' | 'proxy' | 'timeout'
> & { skipSslCertificateValidation?: boolean };

/** One call to the API: its path, and what goes with it. */
export type ApiCall = Pick<IHttpRequestOptions, 'body' | 'method' | 'qs' | 'url'>;

/** How long an answer may take in milliseconds, where the node does not say (n8n's own default). */
export const USUAL_TIMEOUT = 300_000;

/**
 * What every call to the API has in common. No redirect is followed: n8n would send `x-api-key` along to
 * whatever host it names. n8n is not to judge the status: on a 401 it would send the request a second time.
 * The body comes as a stream, so that its size and time can be bounded.
 */
const COMMON = {
	disableFollowRedirect: true,
	encoding: 'stream',
	ignoreHttpStatusErrors: true,
} as const;

/**
 * @param options the request that n8n prepared for this item
 * @returns its Request Options (proxy, timeout in milliseconds, certificate setting), allowed domains and base URL
 */
export function carriedOver(
	options: DeclarativeRestApiSettings.HttpRequestOptions,
): CarriedOptions {
	const { allowedDomains, baseURL, proxy, timeout, skipSslCertificateValidation } = options;
	return {
		allowedDomains,
		baseURL,
		proxy,
		timeout,
		skipSslCertificateValidation: Boolean(skipSslCertificateValidation),
	};
}

/** @returns what cancels the execution; a dropdown or a webhook has no such thing */
export function cancelSignalOf(context: CallingContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * Calls the API with the key, for what is free and safe to repeat: it is repeated while what it meets may pass.
 *
 * @returns the answer, which has a status of 2xx
 * @throws Failure when there is no answer (BrokenCall), or one with another status
 */
export async function callApi(
	context: CallingContext,
	carried: CarriedOptions,
	call: ApiCall,
): Promise<Answer> {
	return await repeatWhilePassing(
		async () => await callApiOnce(context, carried, call),
		cancelSignalOf(context),
	);
}

/** As `callApi`, without repeating. */
export async function callApiOnce(
	context: CallingContext,
	carried: CarriedOptions,
	call: ApiCall,
): Promise<Answer> {
	return await checked(context, carried, async () => {
		const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			'aiHomeDesignApi',
			{
				...carried,
				...call,
				...COMMON,
				headers: { Accept: 'application/json' },
				returnFullResponse: true,
			},
		);
		return isRecord(answer) ? await readWhole(answer, carried.timeout) : answer;
	});
}

/**
 * Lets n8n's engine send the request of the operation, as its routing and `requestData` describe it. The
 * routing has `keepWholeAnswer` as its only `postReceive` action. Nothing is repeated.
 *
 * @returns the answer, which has a status of 2xx
 * @throws Failure when there is no answer (BrokenCall), or one with another status
 */
export async function sendRouted(
	context: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<Answer> {
	Object.assign(requestData.options, COMMON);
	const carried = carriedOver(requestData.options);
	return await checked(context, carried, async () => {
		const [item] = await context.makeRoutingRequest(requestData);
		return item && (await readWhole(item.json, carried.timeout));
	});
}

/** As `sendRouted`, for what is free and safe to repeat: it is repeated while what it meets may pass. */
export async function sendRoutedSafely(
	context: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<Answer> {
	return await repeatWhilePassing(
		async () => await sendRouted(context, requestData),
		cancelSignalOf(context),
	);
}

/**
 * A `postReceive` action that hands the whole answer to the function around the request, which shapes it.
 *
 * @returns one item whose `json` is the answer's status, headers and body
 */
export async function keepWholeAnswer(
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ statusCode, headers, body }: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	return [{ json: { statusCode, headers, body } }];
}

async function readWhole(
	answer: IDataObject,
	timeout = USUAL_TIMEOUT,
): Promise<Record<string, unknown>> {
	const { statusCode, headers, body } = answer;
	if (!isByteStream(body)) return answer;
	return { statusCode, headers, body: await readBody(body, timeout) };
}

async function checked(
	context: CallingContext,
	{ baseURL, proxy }: CarriedOptions,
	call: () => Promise<unknown>,
): Promise<Answer> {
	if (cancelSignalOf(context)?.aborted) throw new Abandoned();
	let answer: unknown;
	let broken: unknown;
	try {
		answer = await call();
	} catch (error) {
		broken = error;
	}
	if (!isAnswer(answer)) {
		throw describeBrokenCall(broken, {
			what: `AI HomeDesign at ${baseURL ?? 'its address'}`,
			proxy,
		});
	}
	throwOnRefusal(answer);
	return answer;
}

function isAnswer(value: unknown): value is Answer {
	return isRecord(value) && typeof value.statusCode === 'number' && isRecord(value.headers);
}
