import type { IDataObject } from 'n8n-workflow';
import { type Answer, unreadable } from '../../shared/answer';
import { Failure, orFailure } from '../../shared/failure';
import { isRecord } from '../../shared/unknownValues';
import { LostAnswer } from '../run/onceInExecution';
import { mayHaveBeenTaken } from './mayHaveBeenTaken';

/**
 * Waits for the answer to a request that changes something at the vendor's, and is therefore not repeated.
 *
 * @param what the answer tells, in words
 * @param advice what to do when no answer tells whether the vendor did it
 * @returns the answer's body
 * @throws LostAnswer with that advice then; any other Failure as it comes
 */
export async function unlessLost(
	request: Promise<Answer>,
	what: string,
	advice: string,
): Promise<IDataObject> {
	const answer = await orFailure(request);
	if (!(answer instanceof Failure)) {
		if (isRecord(answer.body)) return answer.body;
		throw new LostAnswer(unreadable(what, answer).message, advice, { status: answer.statusCode });
	}
	if (mayHaveBeenTaken(answer)) throw new LostAnswer(answer.message, advice, answer.details);
	throw answer;
}
