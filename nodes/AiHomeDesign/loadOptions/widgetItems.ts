import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { parseWidgets, readSpaces } from '../../shared/catalog';
import { Failure } from '../../shared/failure';
import { routeAround } from '../routeAround';
import type { Service, WidgetField } from '../services';
import { chooseSpace } from '../steps/chooseSpace';
import { choicesOf } from '../steps/chooseWidgets';
import { findWidget } from '../steps/findWidget';
import { fillList, toOptions } from './options';

/**
 * Fills the list of a widget's items, such as the styles of the chosen space: a declarative loader on
 * `/v1/catalog/items/filter`. The space may be given by name, so it is looked up first.
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
			const carried = carriedOver(requestData.options);
			const spaces = await readSpaces(this, carried, service.name);
			const space = chooseSpace(spaces, this.getNodeParameter('space', ''));
			requestData.options.qs = { service_name: service.name, space_name: space.name };
			const widget = findWidget(parseWidgets(await sendRoutedSafely(this, requestData)), field);
			if (widget && widget.items.length > 0) return toOptions(choicesOf(widget));
			throw new Failure(
				`AI HomeDesign offers no '${field.widgetTitle}' for ${space.title}`,
				'Choose another space.',
			);
		});
	};
}
