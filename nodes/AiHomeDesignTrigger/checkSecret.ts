import { createHash, timingSafeEqual } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';

/**
 * Compares the query parameter `secret` of a call in constant time: hashes have the same length, whatever was sent.
 *
 * @param secret the right one
 */
export function hasSecret(context: IWebhookFunctions, secret: string): boolean {
	const query: { secret?: unknown } = context.getQueryData();
	const given = typeof query.secret === 'string' ? query.secret : '';
	return timingSafeEqual(hashOf(given), hashOf(secret));
}

function hashOf(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
