import { type IDataObject, type IExecuteData, type IExecuteSingleFunctions } from 'n8n-workflow';
import { Abandoned } from '../../shared/failure';
import { isRecord } from '../../shared/unknownValues';
import { goesOnAfterFailure, isAgentTool } from './agentTool';
import type { LedgerEntry } from './ledger';

/** One try of the node at its items; Retry On Fail makes a new one. */
class Try {
	/** Whether no item still to come fails by its own expression; worked out by the first. */
	isSound: boolean | undefined;
	/** The highest item that joined so far. */
	lastItem = -1;
	readonly submits = new Set<Promise<unknown>>();
	readonly stop = new AbortController();
	/** Those who joined in this tick. */
	joining: Group | undefined;
}

/** Those who start together: all items of the run, or of one batch. */
class Group {
	readonly wanted = new Set<LedgerEntry>();
	members = 0;
	unchecked = 0;
	private open: () => void = () => undefined;
	readonly allChecked = new Promise<void>((resolve) => {
		this.open = resolve;
	});

	constructor(readonly expected: number) {}

	checkOff(): void {
		this.unchecked -= 1;
		if (this.unchecked === 0) this.open();
	}
}

/** An item among the others of its run. */
export interface Companions {
	/** Aborted when the execution is cancelled, or another item stopped the run. */
	readonly signal: AbortSignal;
	/**
	 * @returns false when an item of the run failed before its hook began (its own expression), and On Error is
	 * Stop: n8n has given the run up already, so nothing may be sent
	 */
	areComplete(): Promise<boolean>;
	/**
	 * Says that this item is checked, and waits until every other is checked too, or failed.
	 *
	 * @param order the item's order, where it still has to be paid
	 * @returns the orders that the group will have to pay
	 * @throws Abandoned when another item stopped the run
	 */
	allChecked(order?: LedgerEntry): Promise<ReadonlySet<LedgerEntry>>;
	/** Takes part in the run with what cannot be taken back: an item that fails waits for it, and after it none begins. */
	submit<T>(work: () => Promise<T>): Promise<T>;
	/** Stops the run for all others: no further submit begins, and nobody waits for a result any more. */
	stopRun(): void;
	/** Waits until no submit of the run is under way any more. */
	submitsOver(): Promise<void>;
	/** Says that this item is through, well or not. */
	leave(): void;
}

const tries = new WeakMap<IExecuteData, Try>();

/**
 * Joins the items that n8n started together. To be called before the first `await` of an item's hook: n8n
 * starts the hooks of all items in one loop, so that all who are here after a tick are all there are.
 */
export function joinRun(context: IExecuteSingleFunctions): Companions {
	const run = context.getExecuteData();
	const itemIndex = context.getItemIndex();
	const known = tries.get(run);
	// n8n starts items in their order, so that one from further up belongs to a new try.
	const attempt = known && itemIndex > known.lastItem ? known : new Try();
	tries.set(run, attempt);
	attempt.lastItem = itemIndex;

	const group = attempt.joining ?? new Group(expectedFrom(context, itemIndex));
	attempt.joining = group;
	group.members += 1;
	group.unchecked += 1;
	const allJoined = Promise.resolve().then(() => {
		attempt.joining = undefined;
	});

	let isUnchecked = true;
	const checkOff = () => {
		if (isUnchecked) group.checkOff();
		isUnchecked = false;
	};
	const cancel = context.getExecutionCancelSignal();
	const signal = cancel ? AbortSignal.any([cancel, attempt.stop.signal]) : attempt.stop.signal;
	return {
		signal,
		areComplete: async () => {
			await allJoined;
			if (goesOnAfterFailure(context)) return true;
			attempt.isSound ??= laterItemsResolve(context);
			return attempt.isSound && group.members >= group.expected;
		},
		allChecked: async (order) => {
			if (order) group.wanted.add(order);
			checkOff();
			await group.allChecked;
			if (signal.aborted) throw new Abandoned();
			return group.wanted;
		},
		submit: async (work) => {
			if (signal.aborted) throw new Abandoned();
			const submit = work().catch((error: unknown) => {
				// Before the place is given on: after the first failure no further submit begins.
				if (!goesOnAfterFailure(context)) attempt.stop.abort();
				throw error;
			});
			attempt.submits.add(submit);
			return await submit.finally(() => attempt.submits.delete(submit));
		},
		stopRun: () => attempt.stop.abort(),
		submitsOver: async () => {
			await Promise.allSettled(attempt.submits);
		},
		leave: checkOff,
	};
}

/**
 * With Batching, an item of a later batch whose own expression fails ends the run before its hook begins, when
 * earlier batches are paid already: n8n's error would not name them. So its expressions are tried first.
 */
function laterItemsResolve(context: IExecuteSingleFunctions): boolean {
	const { executeOnce, parameters } = context.getNode();
	if (batchSizeOf(context) === Infinity || executeOnce || isAgentTool(context)) return true;
	const items = context.getExecuteData().data.main?.[0]?.length ?? 1;
	const expressions = expressionsIn(parameters);
	try {
		for (let index = context.getItemIndex() + 1; index < items; index += 1) {
			for (const expression of expressions) context.evaluateExpression(expression, index);
		}
		return true;
	} catch {
		return false;
	}
}

function expressionsIn(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value.slice(1)] : [];
	if (Array.isArray(value)) return value.flatMap(expressionsIn);
	return isRecord(value) ? Object.values(value).flatMap(expressionsIn) : [];
}

/** How many hooks n8n starts together with this one, counted from the first of them. */
function expectedFrom(context: IExecuteSingleFunctions, firstIndex: number): number {
	if (context.getNode().executeOnce || isAgentTool(context)) return 1;
	const items = context.getExecuteData().data.main?.[0]?.length ?? 1;
	return Math.min(items - firstIndex, batchSizeOf(context));
}

/** Reads Request Options, Batching as n8n's engine does (n8n-core, routing-node.js). */
function batchSizeOf(context: IExecuteSingleFunctions): number {
	const options: unknown = context.getNodeParameter('requestOptions', {});
	const batch = recordAt(recordAt(isRecord(options) ? options : {}, 'batching'), 'batch');
	if (!(Number(batch.batchInterval) > 0)) return Infinity;
	return Number(batch.batchSize) > 0 ? Number(batch.batchSize) : 1;
}

function recordAt(record: IDataObject, key: string): IDataObject {
	const value = record[key];
	return isRecord(value) ? value : {};
}
