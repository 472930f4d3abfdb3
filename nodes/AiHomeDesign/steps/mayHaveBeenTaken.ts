import { BrokenCall } from '../../shared/brokenCall';
import type { Failure } from '../../shared/failure';

/** With these the vendor says that it did not do what was asked. Any other answer, a redirect too, proves nothing. */
const NOT_TAKEN = [400, 401, 402, 403, 404, 413, 415, 422, 429];

/** A lost answer, or trouble at the vendor's, does not prove that what was asked was not done. */
export function mayHaveBeenTaken(failure: Failure): boolean {
	if (failure instanceof BrokenCall) return failure.mayHaveArrived;
	return !NOT_TAKEN.includes(Number(failure.details.status));
}
