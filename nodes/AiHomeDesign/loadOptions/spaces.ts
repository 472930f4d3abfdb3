import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';
import { readSpaces } from '../../shared/catalog';
import { routeAround } from '../routeAround';
import type { Service } from '../services';
import { choicesOfSpaces, refuseSpaceless } from '../steps/chooseSpace';
import { readServiceParameter } from '../steps/parameters';
import { carriedByRoute, fillList, toOptions } from './options';

/**
 * Fills the list of spaces: a declarative loader, for whose route the catalog is read.
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
			const name = service?.name ?? readServiceParameter(this);
			refuseSpaceless(name);
			const carried = await carriedByRoute(this, requestData.options);
			return toOptions(choicesOfSpaces(await readSpaces(this, carried, name)));
		});
	};
}
