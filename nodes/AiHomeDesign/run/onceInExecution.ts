import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { findInLedger } from './ledger';
import { oneAtATime } from './oneAtATime';

/**
 * Does `work` for an item once in an execution: what an earlier try of Retry On Fail brought is given again.
 *
 * @param fingerprint all that makes the work what it is
 */
export async function onceInExecution(
	context: IExecuteSingleFunctions,
	fingerprint: string,
	work: () => Promise<IDataObject>,
): Promise<IDataObject> {
	const entry = findInLedger(context, fingerprint, false);
	return await oneAtATime(entry, async () => (entry.answer ??= await work()));
}
