import {
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

/**
 * A failed item in the only shape that n8n keeps whole: nothing at its root but `error` and `details`.
 *
 * Under "Continue (using error output)" n8n 1, and n8n 2 before August 2026, send such an item on as a good one:
 * they know a failed one by `error` beside `json` (n8n-core, workflow-execute.js, `handleNodeErrorOutput`), and then
 * replace `json`. So it has that too, but not enumerable: n8n sees it, and does not copy it to the item it sends on.
 */
export function failedItem(
	context: IExecuteSingleFunctions,
	json: { error: string; details: IDataObject },
): INodeExecutionData {
	const item: INodeExecutionData = { json, pairedItem: { item: context.getItemIndex() } };
	if (context.getNode().onError !== 'continueErrorOutput') return item;
	const error = new NodeApiError(
		context.getNode(),
		{ message: json.error },
		{ message: json.error },
	);
	return Object.defineProperty(item, 'error', { value: error, enumerable: false });
}
