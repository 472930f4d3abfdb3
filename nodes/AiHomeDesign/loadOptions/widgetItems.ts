import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';
import { readSpaces, readWidgets } from '../../shared/catalog';
import { routeAround } from '../routeAround';
import type { Service, WidgetField } from '../services';
import { chooseSpace } from '../steps/chooseSpace';
import { choicesOf } from '../steps/chooseWidgets';
import { findWidget } from '../steps/findWidget';
import { carriedByRoute, fillList, nothingOffered, toOptions } from './options';

/**
 * Fills the list of a widget's items, such as the styles of the chosen space: a declarative loader, for whose route
 * the catalog is read. The space may be given by name, so it is looked up first; a service without spaces has none.
 */
export function fillFromWidget(service: Service, field: WidgetField): INodePropertyRouting {
	const request = { method: 'GET', url: '/v1/catalog/items/filter' } as const;
	return routeAround(request, listItemsOf(service, field));
}

function listItemsOf(service: Service, field: WidgetField) {
	return async function (
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		return await fillList(this, async () => {
			const carried = await carriedByRoute(this, requestData.options);
			const space = service.needsSpace
				? chooseSpace(
						await readSpaces(this, carried, service.name),
						this.getNodeParameter('space', ''),
					)
				: undefined;
			const widgets = await readWidgets(this, carried, service.name, space?.name);
			const widget = findWidget(widgets, field);
			if (widget && widget.items.length > 0) return toOptions(choicesOf(widget));
			throw nothingOffered(`'${field.widgetTitle}'`, space);
		});
	};
}
