import type {
	IN8nRequestOperations,
	INodePropertyRouting,
	IHttpRequestMethods,
	IDataObject,
} from 'n8n-workflow';
import { keepWholeAnswer } from '../shared/callApi';

/**
 * A route whose request n8n's engine sends, and `around` goes around, as the engine's `pagination` function.
 * `preSend` stays empty: what fails there could not be put into words, linked to its item or kept.
 */
export function routeAround(
	request: { method: IHttpRequestMethods; url: string; qs?: IDataObject },
	around: Extract<IN8nRequestOperations['pagination'], (...args: never[]) => unknown>,
): INodePropertyRouting {
	return {
		request,
		send: { paginate: true },
		operations: { pagination: around },
		output: { postReceive: [keepWholeAnswer] },
	};
}
