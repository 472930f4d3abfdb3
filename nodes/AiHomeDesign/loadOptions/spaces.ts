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

/** Fills the list of spaces: a declarative loader on `/v1/catalog/spaces`. */
export function fillFromSpaces(service: Service): INodePropertyRouting {
	const qs = { service_name: service.name, active: true };
	return routeAround({ method: 'GET', url: '/v1/catalog/spaces', qs }, listSpaces);
}

async function listSpaces(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await fillList(this, async () =>
		toOptions(choicesOfSpaces(parseSpaces(await sendRoutedSafely(this, requestData)))),
	);
}
