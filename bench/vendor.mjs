// The vendor's server, and what it saw.
import { startChild } from './child.mjs';

/** How long every answer takes, and how long a picture is in the making. */
export const ANSWER_MS = 20;
export const READY_SECONDS = 5;

/**
 * @typedef {object} Traffic What the vendor saw since it was asked last.
 * @property {number} requests
 * @property {number} bytesIn of all uploads
 * @property {Record<string, number>} times how many requests there were of each kind
 * @property {Record<string, number>} atOnce how many of each kind were under way at the same time, at most
 */

/** @returns the address `url`; `set`, which changes what the vendor has and forgets what it saw; `traffic`; `close` */
export async function startVendor() {
	const server = await startChild('vendorServer.mjs', [ANSWER_MS, READY_SECONDS]);
	return {
		url: server.ready,
		/** @param wish how large a picture is (`pictureBytes`), how many choices each list of the catalog has (`choices`) */
		set: async (wish) => void (await server.ask(wish)),
		/** @returns {Promise<Traffic>} */
		traffic: async () => await server.ask({}),
		close: server.close,
	};
}
