import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodePropertyRouting,
} from 'n8n-workflow';
import { textOf } from '../../shared/unknownValues';
import { routeAround } from '../routeAround';
import type { Service, WidgetField } from '../services';
import { choicesOf } from '../steps/chooseWidgets';
import { findWidget } from '../steps/findWidget';
import { readOffered } from './offered';
import { carriedByRoute, fillList, nothingOffered, toOptions } from './options';

/** n8n's editor marks a list in red that cannot be filled; before the space is chosen nothing is wrong. */
const SPACE_FIRST: INodePropertyOptions = { name: 'Choose a Space First', value: '' };

/** It also marks a value that a list does not have, the empty one too. */
const NOT_CHOSEN: INodePropertyOptions = { name: 'AI HomeDesign Chooses', value: '' };

/**
 * Fills the list of a widget's items, such as the styles of the chosen space: a declarative loader, for whose route
 * the catalog is read.
 */
export function fillFromWidget(service: Service, field: WidgetField): INodePropertyRouting {
	const request = { method: 'GET', url: '/v1/catalog/items/filter' } as const;
	return routeAround(request, listItemsOf(service, field));
}

function listItemsOf(service: Service, field: WidgetField) {
	const mayStayEmpty = field.isOptional && !field.takesSeveral;
	return async function (
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		return await fillList(this, async () => {
			const wanted = textOf(this.getNodeParameter('space', ''));
			if (service.needsSpace && wanted === undefined) return [SPACE_FIRST];
			const carried = await carriedByRoute(this, requestData.options);
			const { widgets, space } = await readOffered(this, carried, service, wanted);
			const widget = findWidget(widgets, field);
			if (widget && widget.items.length > 0) {
				return [...(mayStayEmpty ? [NOT_CHOSEN] : []), ...toOptions(choicesOf(widget))];
			}
			throw nothingOffered(`'${field.widgetTitle}'`, space);
		});
	};
}
