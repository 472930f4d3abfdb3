import { newKey } from './ids';
import type { SandboxOptions } from './types';

/** Fills in what was left out. Throws an error for an option that makes no sense. */
export function readOptions(options: SandboxOptions) {
	const { etaSeconds = 2 } = options;
	const {
		port = 0,
		storagePort = 0,
		apiKey = newKey(),
		workSeconds = etaSeconds,
		rateLimit = { orders: 10, windowSeconds: 600 },
		now = Date.now,
		maximumUploadBytes = 50 * 1024 * 1024,
		webhookUrl,
		webhookTries = 4,
		webhookPauseSeconds = 0.4,
		announceTwice = false,
		maskRemoval = true,
	} = options;
	if (!Number.isInteger(etaSeconds) || etaSeconds < 0) {
		throw new Error('etaSeconds has to be a whole number of seconds');
	}
	if (!(workSeconds >= 0)) throw new Error('workSeconds has to be 0 or more');
	if (!Number.isInteger(webhookTries) || webhookTries < 1) {
		throw new Error('webhookTries has to be a whole number from 1');
	}
	if (!(webhookPauseSeconds >= 0)) throw new Error('webhookPauseSeconds has to be 0 or more');
	return {
		port,
		storagePort,
		apiKey,
		etaSeconds,
		workSeconds,
		rateLimit,
		now,
		maximumUploadBytes,
		webhookUrl,
		webhook: { tries: webhookTries, pauseSeconds: webhookPauseSeconds, twice: announceTwice },
		maskRemoval,
	};
}
