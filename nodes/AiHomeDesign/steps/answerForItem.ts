import { type IExecuteSingleFunctions, type INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { Abandoned, Failure, type FailureDetails } from '../../shared/failure';
import { keyRemover } from '../../shared/keyRemover';
import { isRecord, textOf } from '../../shared/unknownValues';
import { goesOnAfterFailure, isAgentTool } from '../run/agentTool';
import type { Companions } from '../run/companions';
import { type LedgerEntry, paidInRun } from '../run/ledger';
import { failedItem } from './failedItem';

/** What the user must not lose of an item when a later step fails: its order, or what an order gave. */
export interface Known {
	entry?: LedgerEntry;
	details: FailureDetails;
}

/**
 * The frame around an operation: whatever happens to an item ends here, linked to the item it came from
 * (n8n's engine links nothing of a declarative node).
 *
 * @param companions the other items of the run, where one that fails under Stop has to stop them
 * @param work does the operation, and notes in `known` what must not be lost
 * @returns what `work` gives; under both Continue settings of On Error, and to an agent, one failed
 * item. No item when the run was stopped or cancelled, as n8n throws it away
 * @throws NodeApiError under Stop, with what happened as message and what to do as description
 */
export async function answerForItem(
	context: IExecuteSingleFunctions,
	companions: Companions | undefined,
	work: (known: Known) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const itemIndex = context.getItemIndex();
	const pairedItem = { item: itemIndex };
	const known: Known = { details: {} };
	let thrown: unknown;
	try {
		return (await work(known)).map((item) => ({ ...item, pairedItem }));
	} catch (error) {
		thrown = error;
		// Before `leave`, which lets the others begin to pay.
		if (!(error instanceof Abandoned) && !goesOnAfterFailure(context)) companions?.stopRun();
	} finally {
		companions?.leave();
		logCancelled(context, known);
	}
	if (context.getExecutionCancelSignal()?.aborted || thrown instanceof Abandoned) return [];

	const withoutKey = await keyRemover(context);
	const failure = toFailure(thrown);
	const details = {
		...cleaned(detailsOf(known), withoutKey),
		...cleaned(failure.details, withoutKey),
	};
	const message = withoutKey(`${failure.message} [item ${itemIndex}]`);
	const advice = withoutKey(failure.advice);
	const own =
		details.order_id === undefined || advice.includes(details.order_id)
			? ''
			: ` Order ID: ${details.order_id}.`;
	if (goesOnAfterFailure(context)) {
		const error = `${message}. ${advice}${own}`;
		return [failedItem(context, { error, details: { ...details } })];
	}
	const description = `${advice}${own}${await nameOtherOrders(context, companions, known)}`;
	const httpCode = typeof details.status === 'number' ? String(details.status) : undefined;
	// Of a tool that fails, n8n tells the model no more than the message (n8n-core, workflow-execute.js).
	const told = isAgentTool(context) ? `${message}. ${description}` : message;
	throw new NodeApiError(
		context.getNode(),
		{ message: told, description, details: { ...details } },
		{ message: told, description, httpCode, itemIndex },
	);
}

/** Under Stop n8n throws all results away: the IDs of what was paid are the only way back to it. */
async function nameOtherOrders(
	context: IExecuteSingleFunctions,
	companions: Companions | undefined,
	{ entry }: Known,
): Promise<string> {
	// An agent's run is that of all its tools, and it was told of the others already.
	if (companions === undefined || isAgentTool(context)) return '';
	await companions.submitsOver();
	const others = paidInRun(context).filter((other) => other !== entry);
	if (others.length === 0) return '';
	return ` Other orders of this run are paid, or may be, and are not waited for. Fetch them with the operation 'Get': ${others.map(({ orderId }) => orderId).join(', ')}.`;
}

/** The executions whose paid orders stand in the log already. */
const logged = new WeakSet<AbortSignal>();

/**
 * n8n shows no message of a cancelled node, and throws away what it has, so that the order IDs go into its log:
 * those that the run paid once for all, also of items that are through, and the item's own.
 */
function logCancelled(context: IExecuteSingleFunctions, { entry }: Known): void {
	const signal = context.getExecutionCancelSignal();
	if (!signal?.aborted) return;
	const paid = logged.has(signal) ? [] : paidInRun(context);
	logged.add(signal);
	const own = entry?.orderId && !entry.isPaid ? [entry] : [];
	for (const { orderId, fate } of [...paid, ...own]) {
		context.logger.warn(
			`AI HomeDesign: the execution was cancelled; order ${orderId} ${FATES[fate]}`,
		);
	}
}

const FATES = {
	new: 'was not ordered',
	uploaded: 'was uploaded, but not ordered',
	sent: 'was being submitted, and may have been taken',
	submitted: 'is ordered',
};

function detailsOf({ entry, details }: Known): FailureDetails {
	return {
		...details,
		...(entry?.orderId ? { order_id: entry.orderId, image_id: entry.imageId } : {}),
	};
}

function cleaned(details: FailureDetails, withoutKey: (text: string) => string): FailureDetails {
	return Object.fromEntries(
		Object.entries(details)
			.filter(([, value]) => value !== undefined)
			.map(([name, value]) => [name, typeof value === 'string' ? withoutKey(value) : value]),
	);
}

function toFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	const message = error instanceof Error ? error.message : String(error);
	const description = isRecord(error) ? textOf(error.description) : undefined;
	return new Failure(message, description ?? 'Check the parameters of this item.');
}
