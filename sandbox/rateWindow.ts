import { Refusal } from './refusal';
import type { RateLimit } from './types';

/** Counts the orders of the last minutes against a limit. */
export class RateWindow {
	private taken: number[] = [];

	constructor(
		private readonly limit: RateLimit | null,
		private readonly now: () => number,
	) {}

	/** Takes one place, or throws a refusal (429) where none is free. */
	take(): void {
		if (!this.limit) return;
		const since = this.now() - this.limit.windowSeconds * 1000;
		this.taken = this.taken.filter((at) => at > since);
		if (this.taken.length >= this.limit.orders) {
			const { orders, windowSeconds } = this.limit;
			const span =
				windowSeconds % 60 === 0 ? `${windowSeconds / 60} minutes` : `${windowSeconds} seconds`;
			throw new Refusal(429, `rate-limit exceeded, ${orders} generates per ${span} only`);
		}
		this.taken.push(this.now());
	}

	reset(): void {
		this.taken = [];
	}
}
