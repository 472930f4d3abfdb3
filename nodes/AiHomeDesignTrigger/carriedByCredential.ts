import type { IWebhookFunctions } from 'n8n-workflow';
import { readBaseUrl } from '../shared/apiAddress';
import { type CarriedOptions, USUAL_TIMEOUT } from '../shared/callApi';
import { textOf } from '../shared/unknownValues';

/**
 * What a webhook's own calls need, which no engine prepares: the credential's address, and its allowed domains,
 * to which the API's own host always belongs (as in n8n-core, routing-node.js).
 */
export async function carriedByCredential(context: IWebhookFunctions): Promise<CarriedOptions> {
	const { baseUrl, allowedHttpRequestDomains, allowedDomains } =
		await context.getCredentials('aiHomeDesignApi');
	const baseURL = readBaseUrl(baseUrl);
	const isRestricted =
		allowedHttpRequestDomains === 'domains' || allowedHttpRequestDomains === 'none';
	const listed = allowedHttpRequestDomains === 'domains' ? textOf(allowedDomains) : undefined;
	const ownHost = URL.canParse(baseURL) ? new URL(baseURL).hostname : '';
	return {
		baseURL,
		timeout: USUAL_TIMEOUT,
		allowedDomains: isRestricted ? [ownHost, listed].filter(Boolean).join(',') : undefined,
	};
}
