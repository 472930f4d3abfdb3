import type { IDataObject, IExecuteData, IExecuteSingleFunctions } from 'n8n-workflow';
import { clock } from '../../shared/clock';
import type { Failure } from '../../shared/failure';
import { isAgentTool } from './agentTool';

/** How far an order is: "sent" is a submit that no answer told of, so that it may have been taken. */
export type Fate = 'new' | 'sent' | 'submitted' | 'uploaded';

/** What is known of one order, kept while its execution lasts, so that no try of n8n pays it again. */
export class LedgerEntry {
	fate: Fate = 'new';
	orderId = '';
	imageId?: string;
	/** How many seconds the vendor thinks it will take. */
	eta?: number;
	/** The file name of the photo, where there is one. */
	fileName?: string;
	/** What came instead of an answer to the submit. */
	doubt?: Failure;
	/** The pictures that the order had before the submit: none of them is the result. */
	olderImages: string[] = [];
	/** Whether this execution paid for it, or may have. */
	isPaid = false;
	/** Whether its ID was given, so that others may know it too. */
	isNamed = false;
	/** Whether a run is about to pay for it: it counts for 'Max Orders' already. */
	isReserved = false;
	/** The choices that an item wants to order it with. */
	choices?: string;
	/** What it was ordered with, as a person reads it; only where this execution ordered it. */
	inWords: Record<string, boolean | string> = {};
	spaceName?: string;
	/** What came of something that is no order. */
	answer?: IDataObject;
}

interface Execution {
	entries: Map<string, LedgerEntry>;
	touchedAt: number;
}

/** How long an execution is remembered after its last order, in seconds: n8n 1 does not say when one ends. */
const LONGEST_MEMORY = 24 * 60 * 60;

const executions = new Map<string, Execution>();

/** Beside `executions`, as n8n says that an execution is over before the hooks of a cancelled one have ended. */
const paidByRun = new WeakMap<IExecuteData, Set<LedgerEntry>>();

/**
 * Finds what is known of an item's order. Retry On Fail runs the whole node again within an execution: the
 * same item with the same choices and the same image goes on where its last try ended.
 *
 * @param fingerprint all that makes the order what it is: choices and image
 * @param isShared whether all items of the execution that have this fingerprint mean the same order
 */
export function findInLedger(
	context: IExecuteSingleFunctions,
	fingerprint: string,
	isShared: boolean,
): LedgerEntry {
	const execution = executionOf(context);
	if (execution === undefined) return new LedgerEntry();
	const place = isShared ? [] : [runOf(context), context.getItemIndex()];
	const key = JSON.stringify([...place, fingerprint]);
	const entry = execution.entries.get(key) ?? new LedgerEntry();
	execution.entries.set(key, entry);
	return entry;
}

/** Notes that this run of the node pays for an order, from the moment when its submit leaves. */
export function notePaid(context: IExecuteSingleFunctions, entry: LedgerEntry): void {
	const run = context.getExecuteData();
	const paid = paidByRun.get(run) ?? new Set();
	paidByRun.set(run, paid.add(entry));
	entry.isPaid = true;
}

/** @returns the orders that this execution has paid, may have paid, or is about to pay */
export function spentInExecution(context: IExecuteSingleFunctions): LedgerEntry[] {
	return entriesOf(context).filter(({ isPaid, isReserved }) => isPaid || isReserved);
}

/** @returns the orders that this run of the node paid, or may have, in whichever try of Retry On Fail */
export function paidInRun(context: IExecuteSingleFunctions): LedgerEntry[] {
	return [...(paidByRun.get(context.getExecuteData()) ?? [])].filter(({ isPaid }) => isPaid);
}

function entriesOf(context: IExecuteSingleFunctions): LedgerEntry[] {
	return [...(executionOf(context)?.entries.values() ?? [])];
}

/** The node and its run index; a tool of an agent gets a new one with every try, so there it says nothing. */
function runOf(context: IExecuteSingleFunctions): string {
	const { id } = context.getNode();
	if (isAgentTool(context)) return id;
	const runIndex: unknown = context.getWorkflowDataProxy(context.getItemIndex()).$runIndex;
	return `${id} ${String(runIndex)}`;
}

function executionOf(context: IExecuteSingleFunctions): Execution | undefined {
	const id = context.getExecutionId();
	if (!id) return undefined;
	const now = clock.now();
	const known = executions.get(id);
	if (known) {
		known.touchedAt = now;
		return known;
	}
	for (const [oldId, { touchedAt }] of executions) {
		if (now - touchedAt > LONGEST_MEMORY) executions.delete(oldId);
	}
	const execution = { entries: new Map<string, LedgerEntry>(), touchedAt: now };
	executions.set(id, execution);
	context.onExecutionFinish?.(() => executions.delete(id));
	return execution;
}
