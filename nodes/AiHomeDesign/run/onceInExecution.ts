import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { Failure, orFailure } from '../../shared/failure';
import { findInLedger } from './ledger';
import { oneAtATime } from './oneAtATime';

/** No answer tells whether the vendor did what was asked. */
export class LostAnswer extends Failure {}

/**
 * Does `work` once in an execution: what an earlier try of Retry On Fail brought is given again, and what was lost is
 * not asked for again, as the vendor may have done it.
 *
 * @param fingerprint all that makes the work what it is
 * @param isShared whether all items of the execution that have this fingerprint mean the same
 */
export async function onceInExecution(
	context: IExecuteSingleFunctions,
	fingerprint: string,
	isShared: boolean,
	work: () => Promise<IDataObject>,
): Promise<IDataObject> {
	const entry = findInLedger(context, fingerprint, isShared);
	return await oneAtATime(entry, async () => {
		if (entry.doubt) throw entry.doubt;
		const answer = entry.answer ?? (await orFailure(work()));
		if (answer instanceof LostAnswer) entry.doubt = answer;
		if (answer instanceof Failure) throw answer;
		entry.answer = answer;
		return answer;
	});
}
