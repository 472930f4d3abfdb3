import { maskFileField } from '../../fields/image';
import { orderIdField } from '../../fields/orderId';
import { routeAround } from '../../routeAround';
import { applyMask } from '../../ways/applyMask';
import type { Operation } from '../operation';

export const apply: Operation = {
	option: {
		name: 'Apply',
		value: 'apply',
		action: 'Apply mask to masked order',
		description: 'Send a mask: what it paints is removed from the picture',
		routing: routeAround({ method: 'POST', url: '/v1/order/manual-mask' }, applyMask),
	},
	forAgents:
		'Sends a mask for a masked order. Masks are files, which agents cannot hand over: use this in a workflow.',
	fields: [orderIdField, maskFileField],
};
