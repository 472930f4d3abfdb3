import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { parseWidgets, readSpaces } from '../../shared/catalog';
import { routeAround } from '../routeAround';
import type { Service, WidgetField } from '../services';
import { chooseSpace } from '../steps/chooseSpace';
import { choicesOf } from '../steps/chooseWidgets';
import { findWidget } from '../steps/findWidget';
import { fillList, nothingOffered, toOptions } from './options';

/**
 * Fills the list of a widget's items, such as the styles of the chosen space: a declarative loader on
 * `/v1/catalog/items/filter`. The space may be given by name, so it is looked up first;
 * a service without spaces has none.
 */
export function fillFromWidget(service: Service, field: WidgetField): INodePropertyRouting {
	const qs = { service_name: service.name };
	const request = { method: 'GET', url: '/v1/catalog/items/filter', qs } as const;
	return routeAround(request, listItemsOf(service, field));
}

function listItemsOf(service: Service, field: WidgetField) {
	return async function (
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		return await fillList(this, async () => {
			const space = service.needsSpace
				? chooseSpace(
						await readSpaces(this, carriedOver(requestData.options), service.name),
						this.getNodeParameter('space', ''),
					)
				: undefined;
			if (space) requestData.options.qs = { service_name: service.name, space_name: space.name };
			const widget = findWidget(parseWidgets(await sendRoutedSafely(this, requestData)), field);
			if (widget && widget.items.length > 0) return toOptions(choicesOf(widget));
			throw nothingOffered(`'${field.widgetTitle}'`, space);
		});
	};
}
