/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs on Node, is never packed */
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const SECONDS_TO_TIDY_UP = 15;

type Close = () => Promise<void> | void;

/** What a program has open, to be closed in the opposite order however the program ends. */
export class Lifetime {
	private readonly stopping = new AbortController();

	private readonly open: Close[] = [];

	/** Aborted as soon as the program is to end. */
	readonly signal = this.stopping.signal;

	/** Notes how to close something; closes it at once if the end has already come. */
	async add(close: Close): Promise<void> {
		if (this.signal.aborted) await close();
		else this.open.push(close);
	}

	/** Closes everything, newest first; one that cannot be closed does not keep the others open. */
	async end(): Promise<void> {
		this.stopping.abort(new Error('It was stopped.'));
		for (let close = this.open.pop(); close; close = this.open.pop()) {
			try {
				await close();
			} catch (error) {
				console.error(`Left open: ${sentence(error)}`);
			}
		}
	}
}

/**
 * Runs a job to its end or until somebody stops it, closes what it opened, and ends this process:
 * with 0, with 1 and a sentence when it failed, or with 128 and the signal's number.
 */
export async function runToEnd(job: (lifetime: Lifetime) => Promise<void>): Promise<void> {
	const lifetime = new Lifetime();
	const stopped = new Promise<number>((resolve) => {
		for (const name of SIGNALS) {
			process.on(name, () => {
				if (lifetime.signal.aborted && name === 'SIGINT') process.exit(1);
				resolve(128 + constants.signals[name]);
			});
		}
		/* npm hands SIGTERM to the shell between it and us, which ends without handing it on. */
		const parent = process.ppid;
		setInterval(() => {
			if (process.ppid !== parent) resolve(128 + constants.signals.SIGHUP);
		}, 500).unref();
	});
	const finished = job(lifetime).then(
		() => 0,
		(error: unknown) => {
			if (!lifetime.signal.aborted) console.error(`\n${explain(error)}`);
			return 1;
		},
	);

	const code = await Promise.race([finished, stopped]);
	if (code > 128) console.error('\nStopping ...');
	await lifetime.end();
	await Promise.race([finished, sleep(SECONDS_TO_TIDY_UP * 1000)]);
	process.exit(code);
}

/** Waits for what cannot be stopped itself, but not longer than until the signal comes. */
export async function unlessStopped<Result>(
	work: Promise<Result>,
	signal: AbortSignal,
): Promise<Result> {
	const stopped = new Promise<never>((_resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason));
	});
	return await Promise.race([work, stopped]);
}

/** What went wrong, as a person may read it. */
export function sentence(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function explain(error: unknown): string {
	const stack = error instanceof Error ? error.stack : undefined;
	return process.env.DEBUG && stack ? stack : sentence(error);
}
