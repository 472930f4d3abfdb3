/** The vendor's own host, used where the credential names no other (vendor's docs: all versions of its API share it). */
export const DEFAULT_BASE_URL = 'https://api.aihomedesign.com';

/**
 * The base URL as an n8n expression over the credential, for `requestDefaults` and the credential's test.
 * Forgives spaces around the address and slashes at its end. `readBaseUrl` does the same in code.
 */
export const BASE_URL_EXPRESSION = `={{ String($credentials.baseUrl || '').trim().replace(/\\/+$/, '') || '${DEFAULT_BASE_URL}' }}`;

/**
 * The base URL of a decrypted credential, for calls that no routing builds (dropdowns filled by a method).
 *
 * @param baseUrl what the credential's field `baseUrl` holds
 * @returns the address without outer spaces and trailing slashes, or the vendor's own
 */
export function readBaseUrl(baseUrl: unknown): string {
	const address = typeof baseUrl === 'string' ? baseUrl.trim().replace(/\/+$/, '') : '';
	return address === '' ? DEFAULT_BASE_URL : address;
}
