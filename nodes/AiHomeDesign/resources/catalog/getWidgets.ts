import { anySpaceField } from '../../fields/selection';
import { serviceField } from '../../fields/service';
import { routeAround } from '../../routeAround';
import { SERVICES } from '../../services';
import { listWidgets } from '../../ways/listWidgets';
import type { Operation } from '../operation';

export const getWidgets: Operation = {
	option: {
		name: 'Get Widgets',
		value: 'getWidgets',
		action: 'Get choices of service and space',
		description:
			'List what there is to choose for an order, such as its styles, each with its items. Costs nothing.',
		routing: routeAround({ method: 'GET', url: '/v1/catalog/items/filter' }, listWidgets),
	},
	forAgents:
		"Lists what there is to choose for a service in a space, such as its styles, free of charge. Use an item's title in an order.",
	fields: [serviceField(SERVICES, 'The service whose choices are listed'), anySpaceField],
};
