/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { setTimeout as pause } from 'node:timers/promises';

const worksAtOnce = 2;

/** Something to make that takes its time. */
export interface Work {
	/** Makes it. */
	make(): Promise<void>;
	/** Called when its working time is over, with the error where it could not be made. */
	over(error?: unknown): void;
}

/** Makes things, two at a time, and gives each out when its working time is over. */
export class Workshop {
	private readonly running = new Set<Promise<void>>();
	private readonly line: (() => void)[] = [];
	private making = 0;
	private epoch = new AbortController();

	constructor(private readonly workSeconds: number) {}

	/** Takes work; the promise ends when it is over (or was dropped), and never rejects. */
	take(work: Work): Promise<void> {
		const done = this.see(work, this.epoch.signal).finally(() => this.running.delete(done));
		this.running.add(done);
		return done;
	}

	get isBusy(): boolean {
		return this.running.size > 0;
	}

	/** Waits for the work that was taken so far. */
	async settle(): Promise<void> {
		await Promise.all(this.running);
	}

	/** Drops the work that waits, and waits for what is under way. What is dropped is never over. */
	async drop(): Promise<void> {
		this.epoch.abort();
		this.epoch = new AbortController();
		await Promise.all(this.running);
	}

	private async see(work: Work, dropped: AbortSignal): Promise<void> {
		const startedAt = performance.now();
		let failure: [error: unknown] | [] = [];
		try {
			await this.inTurn(dropped, () => work.make());
		} catch (error) {
			failure = [error];
		}
		const restMs = this.workSeconds * 1000 - (performance.now() - startedAt);
		if (restMs > 0 && !dropped.aborted) {
			await pause(restMs, undefined, { signal: dropped }).catch(() => undefined);
		}
		if (!dropped.aborted) work.over(...failure);
	}

	private async inTurn(dropped: AbortSignal, task: () => Promise<void>): Promise<void> {
		if (this.making >= worksAtOnce) {
			await new Promise<void>((resolve) => this.line.push(resolve));
		} else {
			this.making += 1;
		}
		try {
			dropped.throwIfAborted();
			await task();
		} finally {
			const next = this.line.shift();
			if (next) next();
			else this.making -= 1;
		}
	}
}
