import { keepWholeAnswer } from '../../../shared/callApi';
import { getOptions } from '../../fields/options';
import { downloadField } from '../../fields/waiting';
import { getOrder } from '../../steps/getOrder';
import type { Operation } from '../operation';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get order and its picture',
		description: 'Fetch an order by its ID, with its picture once that is finished. Costs nothing.',
		routing: {
			request: { method: 'GET', url: '/v1/order' },
			send: { paginate: true },
			operations: { pagination: getOrder },
			output: { postReceive: [keepWholeAnswer] },
		},
	},
	fields: [
		{
			displayName: 'Order ID',
			name: 'orderId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.order_id }}',
			description: 'The ID that an order operation or an upload gave',
		},
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
