import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';
import { keepWholeAnswer, sendRoutedSafely } from '../../shared/callApi';
import { parseSpaces } from '../../shared/catalog';
import type { Service } from '../services';
import { choicesOfSpaces } from '../steps/chooseSpace';
import { fillOrExplain, toOptions } from './options';

/** Fills the list of spaces: a declarative loader on `/v1/catalog/spaces`. */
export function fillFromSpaces(service: Service): INodePropertyRouting {
	return {
		request: {
			method: 'GET',
			url: '/v1/catalog/spaces',
			qs: { service_name: service.name, active: true },
		},
		send: { paginate: true },
		operations: { pagination: listSpaces },
		output: { postReceive: [keepWholeAnswer] },
	};
}

async function listSpaces(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const options = await fillOrExplain(this, async () =>
		toOptions(choicesOfSpaces(parseSpaces(await sendRoutedSafely(this, requestData)))),
	);
	return options.map((option) => ({ json: { ...option } }));
}
