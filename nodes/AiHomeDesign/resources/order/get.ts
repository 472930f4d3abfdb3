import { getOptions } from '../../fields/options';
import { orderIdField } from '../../fields/orderId';
import { downloadField } from '../../fields/waiting';
import { routeAround } from '../../routeAround';
import { getOrder } from '../../ways/getOrder';
import type { Operation } from '../operation';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get order and its picture',
		description: 'Fetch an order by its ID, with its picture once that is finished. Costs nothing.',
		routing: routeAround({ method: 'GET', url: '/v1/order/{order_id}' }, getOrder),
	},
	forAgents:
		'Fetches an order by its order_id, free of charge. Answers with status (finished, or submitted while the picture is being made) and, once it is finished, after_src, the address of the picture.',
	fields: [
		orderIdField,
		downloadField,
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
		getOptions,
	],
};
