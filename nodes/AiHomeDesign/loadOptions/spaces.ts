import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodePropertyRouting,
} from 'n8n-workflow';
import { readSpaces } from '../../shared/catalog';
import { routeAround } from '../routeAround';
import type { Service } from '../services';
import { choicesOfSpaces, isSpaceless } from '../steps/chooseSpace';
import { readServiceParameter } from '../steps/parameters';
import { carriedByRoute, fillList, toOptions } from './options';

/** n8n's editor marks an empty value in red, unless the list has it. */
const NO_SPACE: INodePropertyOptions = {
	name: 'No Space',
	value: '',
	description: 'For a service without spaces',
};

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
			if (isSpaceless(name)) return [NO_SPACE];
			const carried = await carriedByRoute(this, requestData.options);
			const spaces = toOptions(choicesOfSpaces(await readSpaces(this, carried, name)));
			return service ? spaces : [NO_SPACE, ...spaces];
		});
	};
}
