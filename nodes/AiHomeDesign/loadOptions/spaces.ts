import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';
import { sendRoutedSafely } from '../../shared/callApi';
import { parseSpaces } from '../../shared/catalog';
import { routeAround } from '../routeAround';
import type { Service } from '../services';
import { choicesOfSpaces } from '../steps/chooseSpace';
import { fillList, toOptions } from './options';

/**
 * Fills the list of spaces: a declarative loader on `/v1/catalog/spaces`.
 *
 * @param service whose spaces; undefined for the one that the parameter `service` names
 */
export function fillFromSpaces(service?: Service): INodePropertyRouting {
	return routeAround({ method: 'GET', url: '/v1/catalog/spaces' }, listSpacesOf(service));
}

function listSpacesOf(service?: Service) {
	return async function (
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		return await fillList(this, async () => {
			const service_name = service?.name ?? String(this.getNodeParameter('service', ''));
			requestData.options.qs = { service_name, active: true };
			const answer = await sendRoutedSafely(this, requestData);
			return toOptions(choicesOfSpaces(parseSpaces(answer)));
		});
	};
}
