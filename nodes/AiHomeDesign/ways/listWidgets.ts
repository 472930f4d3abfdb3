import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { catalogReads, listIn, parseWidgets, readSpaces } from '../../shared/catalog';
import { textOf } from '../../shared/unknownValues';
import { isAgentTool } from '../run/agentTool';
import { answerForItem } from '../steps/answerForItem';
import { chooseSpace, refuseSpaceless } from '../steps/chooseSpace';
import { readServiceParameter } from '../steps/parameters';
import { withoutRootError } from '../steps/shapeResult';

/**
 * Lists what there is to choose for a service in a space, one item for each widget, as the vendor tells them; for an
 * agent no more than it needs. Runs around the engine's request. The space may be given by name, so it is looked up first.
 */
export async function listWidgets(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async () => {
		const service_name = readServiceParameter(this);
		const wanted = textOf(this.getNodeParameter('space', ''));
		const answer = await catalogReads(async () => {
			if (wanted === undefined) {
				requestData.options.qs = { service_name };
			} else {
				refuseSpaceless(service_name);
				const spaces = await readSpaces(this, carriedOver(requestData.options), service_name);
				const { name } = chooseSpace(spaces, wanted);
				requestData.options.qs = { service_name, space_name: name };
			}
			return await sendRoutedSafely(this, requestData);
		});
		if (isAgentTool(this)) {
			return parseWidgets(answer).map(({ title, isOptional, items }) => ({
				json: { title, is_optional: isOptional, items: items.map((item) => item.title) },
			}));
		}
		return listIn(answer, 'widgets').map((widget) => ({ json: withoutRootError(widget) }));
	});
}
