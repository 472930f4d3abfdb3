import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { sendRoutedSafely } from '../../shared/callApi';
import { catalogReads, listIn } from '../../shared/catalog';
import { isAgentTool } from '../run/agentTool';
import { answerForItem } from '../steps/answerForItem';
import { readServiceParameter, readSwitch } from '../steps/parameters';
import { withoutRootError } from '../steps/shapeResult';

/**
 * Lists the spaces of a service, one item for each, as the vendor tells them; for an agent no more than it needs.
 * Runs around the engine's request.
 */
export async function listSpaces(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async () => {
		const service_name = readServiceParameter(this);
		const isActiveOnly = readSwitch(this, 'activeOnly', 'Active Only', true);
		requestData.options.qs = isActiveOnly ? { service_name, active: true } : { service_name };
		const answer = await catalogReads(async () => await sendRoutedSafely(this, requestData));
		if (isAgentTool(this)) {
			return listIn(answer, 'spaces').map(({ name, title }) => ({ json: { name, title } }));
		}
		return listIn(answer, 'spaces').map((space) => ({ json: withoutRootError(space) }));
	});
}
