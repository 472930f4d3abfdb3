import { type IExecuteSingleFunctions, type INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { Failure, type FailureDetails } from '../../shared/failure';
import { isRecord, textOf } from '../../shared/unknownValues';

/** Shorter keys are no keys: replacing them would only garble the text. */
const SHORTEST_KEY = 6;

/**
 * The frame around an operation: whatever happens to an item ends here, linked to the item it came from
 * (n8n's engine links nothing of a declarative node).
 *
 * @param work does the operation; it notes in `known` what the user must not lose if a later step fails
 * @returns the item's one output item; under both Continue settings of On Error also for a failed one, in the
 * only shape that n8n keeps whole: nothing at its root but `error` and `details`
 * @throws NodeApiError under Stop, with what happened as message and what to do as description
 */
export async function answerForItem(
	context: IExecuteSingleFunctions,
	work: (known: FailureDetails) => Promise<INodeExecutionData>,
): Promise<INodeExecutionData[]> {
	const itemIndex = context.getItemIndex();
	const pairedItem = { item: itemIndex };
	const known: FailureDetails = {};
	let failure: Failure;
	try {
		return [{ ...(await work(known)), pairedItem }];
	} catch (error) {
		failure = toFailure(error);
	}
	const withoutKey = await keyRemover(context);
	const details: FailureDetails = Object.fromEntries(
		Object.entries({ ...known, ...failure.details })
			.filter(([, value]) => value !== undefined)
			.map(([name, value]) => [name, typeof value === 'string' ? withoutKey(value) : value]),
	);
	const message = withoutKey(`${failure.message} [item ${itemIndex}]`);
	const description = withoutKey(
		details.order_id === undefined || failure.advice.includes(details.order_id)
			? failure.advice
			: `${failure.advice} Order ID: ${details.order_id}.`,
	);
	if (context.continueOnFail()) {
		return [{ json: { error: `${message}. ${description}`, details: { ...details } }, pairedItem }];
	}
	const httpCode = typeof details.status === 'number' ? String(details.status) : undefined;
	throw new NodeApiError(
		context.getNode(),
		{ message, description, details: { ...details } },
		{ message, description, httpCode, itemIndex },
	);
}

function toFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;
	const message = error instanceof Error ? error.message : String(error);
	const description = isRecord(error) ? textOf(error.description) : undefined;
	return new Failure(message, description ?? 'Check the parameters of this item.');
}

/** The key never leaves the node, not even where the vendor's answer quotes it. */
async function keyRemover(context: IExecuteSingleFunctions): Promise<(text: string) => string> {
	const { apiKey } = await context.getCredentials('aiHomeDesignApi');
	const key = textOf(apiKey) ?? '';
	return (text) => (key.length < SHORTEST_KEY ? text : text.replaceAll(key, '***'));
}
