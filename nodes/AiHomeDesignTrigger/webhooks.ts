import type { IWebhookDescription } from 'n8n-workflow';

const PATH = 'aihomedesign';

const WITH_SECRET = '={{ Boolean($parameter["options"]["secret"]) }}';
const WITHOUT_SECRET = '={{ !$parameter["options"]["secret"] }}';

/**
 * The address that the vendor posts to. n8n shows a node's address without a query, so that the one with the secret,
 * to be pasted whole, is a webhook of its own, which n8n shows instead. A call that reaches it, as one with an encoded
 * question mark in its path does, is checked like any other.
 */
export const webhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		path: PATH,
		ndvHideUrl: WITH_SECRET,
	},
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		path: `=${PATH}{{ $parameter["options"]["secret"] ? "?secret=" + encodeURIComponent($parameter["options"]["secret"]) : "/unused" }}`,
		ndvHideUrl: WITHOUT_SECRET,
	},
];
