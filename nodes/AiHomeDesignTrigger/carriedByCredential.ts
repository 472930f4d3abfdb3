import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';
import { readBaseUrl } from '../shared/apiAddress';
import { type CarriedOptions, USUAL_TIMEOUT } from '../shared/callApi';
import { clock } from '../shared/clock';
import { textOf } from '../shared/unknownValues';

/**
 * For how many seconds the calls of one credential share what was read of it. n8n 2 makes a sandbox for expressions
 * each time that a credential is read (about 30 ms of a processor): calls that come in numbers would wait for that.
 */
const SHARED = 1;

/** The last reading of each credential, by its ID. The key is not taken from it: n8n itself adds that to a call. */
const readings = new Map<string, { at: number; data: Promise<ICredentialDataDecryptedObject> }>();

/**
 * What a webhook's own calls need, which no engine prepares: the credential's address, and its allowed domains,
 * to which the API's own host always belongs (as in n8n-core, routing-node.js).
 */
export async function carriedByCredential(context: IWebhookFunctions): Promise<CarriedOptions> {
	const { baseUrl, allowedHttpRequestDomains, allowedDomains } = await readCredential(context);
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

async function readCredential(context: IWebhookFunctions): Promise<ICredentialDataDecryptedObject> {
	const id = context.getNode().credentials?.aiHomeDesignApi?.id ?? '';
	const now = clock.now();
	const last = readings.get(id);
	if (id !== '' && last && now - last.at < SHARED) return await last.data;
	const data = context.getCredentials('aiHomeDesignApi');
	readings.set(id, { at: now, data });
	data.catch(() => readings.delete(id));
	return await data;
}
