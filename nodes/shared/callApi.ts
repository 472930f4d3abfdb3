import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { type Answer, throwOnRefusal } from './answer';
import { describeBrokenCall } from './brokenCall';
import { isRecord } from './unknownValues';

/** The contexts in which this package calls the API: a hook of a declarative operation, or a dropdown. */
export type CallingContext = IExecuteSingleFunctions | ILoadOptionsFunctions;

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

/**
 * Calls the API with the key.
 *
 * Never follows a redirect: n8n would send `x-api-key` along to whatever host it names. And asks n8n not
 * to judge the status: on a 401 n8n would send the request a second time.
 *
 * @returns the answer, which has a status of 2xx
 * @throws Failure when there is no answer, or one with another status
 */
export async function callApi(
	context: CallingContext,
	carried: CarriedOptions,
	call: ApiCall,
): Promise<Answer> {
	let answer: unknown;
	let broken: unknown;
	try {
		answer = await context.helpers.httpRequestWithAuthentication.call(context, 'aiHomeDesignApi', {
			...carried,
			...call,
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		});
	} catch (error) {
		broken = error;
	}
	return checked(answer, broken, carried);
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

/**
 * Lets n8n's engine send the request of the operation, as its routing and `requestData` describe it. The
 * routing has `keepWholeAnswer` as its only `postReceive` action.
 *
 * @returns the answer, which has a status of 2xx
 * @throws Failure when there is no answer (BrokenCall), or one with another status
 */
export async function sendRouted(
	context: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<Answer> {
	let answer: unknown;
	let broken: unknown;
	try {
		answer = (await context.makeRoutingRequest(requestData))[0]?.json;
	} catch (error) {
		broken = error;
	}
	return checked(answer, broken, carriedOver(requestData.options));
}

function checked(answer: unknown, broken: unknown, carried: CarriedOptions): Answer {
	if (!isAnswer(answer)) {
		const what = `AI HomeDesign at ${carried.baseURL ?? 'its address'}`;
		throw describeBrokenCall(broken, { what, proxy: carried.proxy });
	}
	throwOnRefusal(answer);
	return answer;
}

function isAnswer(value: unknown): value is Answer {
	return isRecord(value) && typeof value.statusCode === 'number' && isRecord(value.headers);
}
