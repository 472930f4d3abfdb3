import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { sendRouted } from '../../shared/callApi';
import type { FailureDetails } from '../../shared/failure';
import { joinRun } from '../run/companions';
import { onceInExecution } from '../run/onceInExecution';
import { answerForItem } from './answerForItem';
import { unlessLost } from './unlessLost';

/** Something that is changed at the vendor's and is no order, ready to be sent. */
export interface Change {
	/** All that makes it what it is, and whether all items that have this mean the same. */
	fingerprint: string;
	isShared: boolean;
	/** What the answer tells, in words. */
	what: string;
	/** What to do when no answer tells whether the vendor did it. */
	advice: string;
	/** Sends it when its turn comes, where it has to wait for others. */
	inTurn?: (send: () => Promise<IDataObject>) => Promise<IDataObject>;
	/** @returns the output that an answer's body gives */
	describe(answer: IDataObject): IDataObject;
}

/**
 * Sends the engine's request for an item once in an execution, and under Stop not before all items are checked.
 *
 * @param prepare checks the item, puts the change into `requestData`, and notes in `details` what must not be lost;
 * its signal is aborted when the run is stopped or cancelled
 */
export async function changeOnce(
	context: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
	prepare: (details: FailureDetails, signal: AbortSignal) => Promise<Change>,
): Promise<INodeExecutionData[]> {
	const companions = joinRun(context);
	if (!(await companions.areComplete())) return [];
	return await answerForItem(context, companions, async ({ details }) => {
		const change = await prepare(details, companions.signal);
		await companions.allChecked();
		const { fingerprint, isShared, what, advice, describe } = change;
		const inTurn = change.inTurn ?? (async (send) => await send());
		const json = await onceInExecution(context, fingerprint, isShared, async () =>
			describe(
				await inTurn(
					async () =>
						await unlessLost(
							companions.submit(async () => await sendRouted(context, requestData)),
							what,
							advice,
						),
				),
			),
		);
		return [{ json }];
	});
}
