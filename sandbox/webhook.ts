/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery } from './announcementTypes';

const answerWithinMs = 10_000;

export interface WebhookRules {
	/** How often it posts what is not taken. */
	tries: number;
	pauseSeconds: number;
	/** Posts everything a second time when the first is over. */
	twice: boolean;
}

/** Tells the customer's address what happened. */
export class Webhook {
	/** Every try, in order of its start. */
	readonly deliveries: Delivery[] = [];
	private readonly underWay = new Set<Promise<unknown>>();
	private epoch = new AbortController();

	constructor(
		public url: string | undefined,
		private readonly rules: WebhookRules,
	) {}

	get isBusy(): boolean {
		return this.underWay.size > 0;
	}

	/**
	 * Posts a body, as JSON unless it is a string; tries again where the answer is not 2xx or takes
	 * over 10 seconds. Without an address it posts nothing. The promise gives the tries, and never
	 * rejects.
	 */
	announce(body: unknown): Promise<Delivery[]> {
		const sent = this.send(body, this.epoch.signal).finally(() => this.underWay.delete(sent));
		this.underWay.add(sent);
		return sent;
	}

	/** Waits for all that is being posted. */
	async settle(): Promise<void> {
		await Promise.all(this.underWay);
	}

	/** Drops what is being posted, and forgets all tries. */
	async drop(): Promise<void> {
		this.epoch.abort();
		this.epoch = new AbortController();
		this.deliveries.length = 0;
		await this.settle();
	}

	private async send(body: unknown, dropped: AbortSignal): Promise<Delivery[]> {
		const { url, rules } = this;
		const made: Delivery[] = [];
		if (url === undefined) return made;
		for (let copy = 1; copy <= (rules.twice ? 2 : 1); copy += 1) {
			for (let attempt = 1; attempt <= rules.tries && !dropped.aborted; attempt += 1) {
				if (attempt > 1) await rest(rules.pauseSeconds, dropped);
				if (dropped.aborted) break;
				const delivery = { url, body, status: 0, attempt, startedAt: Date.now(), endedAt: 0 };
				this.deliveries.push(delivery);
				made.push(delivery);
				delivery.status = await post(url, body, dropped);
				delivery.endedAt = Date.now();
				if (delivery.status >= 200 && delivery.status < 300) break;
			}
		}
		return made;
	}
}

/** Posts a body; gives the status of the answer, 0 where none came in time. */
async function post(url: string, body: unknown, dropped: AbortSignal): Promise<number> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: typeof body === 'string' ? body : JSON.stringify(body),
			signal: AbortSignal.any([dropped, AbortSignal.timeout(answerWithinMs)]),
		});
		await response.body?.cancel();
		return response.status;
	} catch {
		return 0;
	}
}

async function rest(seconds: number, dropped: AbortSignal): Promise<void> {
	// The signal is all that can reject it, and whoever waits looks at the signal next.
	await pause(seconds * 1000, undefined, { signal: dropped }).catch(() => undefined);
}
