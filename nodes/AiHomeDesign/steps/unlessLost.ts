import type { IDataObject } from 'n8n-workflow';
import { type Answer, unreadable } from '../../shared/answer';
import { BrokenCall } from '../../shared/brokenCall';
import { Failure, orFailure } from '../../shared/failure';
import { isRecord } from '../../shared/unknownValues';

/**
 * Waits for the answer to a request that changes something at the vendor's, and is therefore not repeated.
 *
 * @param what the answer tells, in words
 * @param advice what to do when the answer is lost, so that the vendor may have done it all the same
 * @returns the answer's body
 * @throws Failure with that advice where the answer is lost or is none; any other as it comes
 */
export async function unlessLost(
	request: Promise<Answer>,
	what: string,
	advice: string,
): Promise<IDataObject> {
	const answer = await orFailure(request);
	if (answer instanceof BrokenCall && answer.mayHaveArrived) {
		throw new Failure(answer.message, advice, answer.details);
	}
	if (answer instanceof Failure) throw answer;
	if (isRecord(answer.body)) return answer.body;
	throw new Failure(unreadable(what, answer).message, advice, { status: answer.statusCode });
}
