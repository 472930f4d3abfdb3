import { clock } from '../../shared/clock';
import { Abandoned, type Failure } from '../../shared/failure';

/** The first pause after a 429 that names none, in seconds; each further one is twice as long. */
const FIRST_PAUSE = 15;

/** The longest pause after a 429 that names none, in seconds. */
const LONGEST_PAUSE = 300;

/** A 429 that names less, in seconds, names nothing: coming back at once would only meet the next. */
const SHORTEST_PAUSE = 1;

/** One submit's leave to go; told how it ended. */
export interface Pass {
	/** Whether it goes first to try, while the others wait. */
	readonly isScout: boolean;
	/** The vendor took the order: there are places. */
	taken(): void;
	/** The vendor answered 429. @param refusal its words, and the seconds it asks to wait, where it does */
	limited(refusal: Failure): void;
	/** It ended in another way, which says nothing of places. */
	over(): void;
}

/** How one item waits at the gate. */
export interface Waiting {
	signal: AbortSignal;
	/** Until when it waits, as `clock.now()` tells time. */
	deadline: number;
	/** Told each time that it has to wait. @param until the time when it may go on */
	onWait(until: number): void;
}

/**
 * Where orders wait for a free place at the vendor: its 429 is the only truth about how many it takes. After
 * one, nobody goes for as long as it says; then one goes first to try, and the others follow when it got in.
 */
export class Gate {
	/** The vendor's latest 429. */
	lastRefusal?: Failure;
	private isLimited = false;
	private closedUntil = 0;
	private pause = FIRST_PAUSE;
	private scout: Promise<void> | undefined;

	/** Whether an order that comes now has to wait. */
	get isClosed(): boolean {
		return this.isLimited && (this.scout !== undefined || clock.now() < this.closedUntil);
	}

	/**
	 * @returns undefined when the gate stays closed longer than the item waits
	 * @throws Abandoned when the run is stopped or cancelled meanwhile
	 */
	async enter({ signal, deadline, onWait }: Waiting): Promise<Pass | undefined> {
		for (;;) {
			if (signal.aborted) throw new Abandoned();
			const closedFor = this.closedUntil - clock.now();
			if (closedFor > 0) {
				if (this.closedUntil > deadline) return undefined;
				onWait(this.closedUntil);
				await clock.pause(closedFor, signal);
			} else if (this.scout) {
				await Promise.race([this.scout, abortOf(signal)]);
			} else {
				return this.isLimited ? this.sendScout() : this.passFor(false, () => undefined);
			}
		}
	}

	private sendScout(): Pass {
		let comeBack = () => {};
		this.scout = new Promise((resolve) => {
			comeBack = resolve;
		});
		return this.passFor(true, () => {
			this.scout = undefined;
			comeBack();
		});
	}

	private passFor(isScout: boolean, comeBack: () => void): Pass {
		let isOver = false;
		const end = () => {
			if (!isOver) comeBack();
			isOver = true;
		};
		return {
			isScout,
			taken: () => {
				if (clock.now() >= this.closedUntil) {
					this.isLimited = false;
					this.pause = FIRST_PAUSE;
				}
				end();
			},
			limited: (refusal) => {
				this.lastRefusal = refusal;
				const { retryAfter } = refusal;
				const isNews = clock.now() >= this.closedUntil;
				this.isLimited = true;
				if (retryAfter !== undefined && retryAfter >= SHORTEST_PAUSE) {
					this.closedUntil = Math.max(this.closedUntil, clock.now() + retryAfter);
				} else if (isNews) {
					this.closedUntil = clock.now() + this.pause;
					this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
				}
				end();
			},
			over: end,
		};
	}
}

/** Resolves when `signal` is aborted. */
function abortOf(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
}

const gates = new Map<string, Gate>();

/** @returns the gate of an account, the same for all executions of this process */
export function gateOf(account: string): Gate {
	const gate = gates.get(account) ?? new Gate();
	gates.set(account, gate);
	return gate;
}
