/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { setTimeout as pause } from 'node:timers/promises';

const answerWithinMs = 10_000;
const tries = 4;
const pauseMs = 200;

/** Tells the customer's address about finished pictures. */
export class Webhook {
	private readonly underWay = new Set<Promise<void>>();

	constructor(
		public url: string | undefined,
		private readonly closing: AbortSignal,
	) {}

	/**
	 * Posts a body as JSON; three more tries where the answer is not 2xx or takes over 10 seconds.
	 * Nobody waits for it: a result does not depend on being announced.
	 */
	announce(body: object): void {
		const sent = this.send(body).finally(() => this.underWay.delete(sent));
		this.underWay.add(sent);
	}

	/** Waits for all that is being posted. */
	async settle(): Promise<void> {
		await Promise.all(this.underWay);
	}

	private async send(body: object): Promise<void> {
		const { url } = this;
		if (!url) return;
		for (let attempt = 1; attempt <= tries && !this.closing.aborted; attempt += 1) {
			if (await this.post(url, body)) return;
			await pause(pauseMs * attempt, undefined, { signal: this.closing }).catch(() => undefined);
		}
	}

	private async post(url: string, body: object): Promise<boolean> {
		try {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
				signal: AbortSignal.any([this.closing, AbortSignal.timeout(answerWithinMs)]),
			});
			await response.body?.cancel();
			return response.ok;
		} catch {
			return false;
		}
	}
}
