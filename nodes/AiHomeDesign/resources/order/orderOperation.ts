import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { waitingFields } from '../../fields/waiting';
import { routeAround } from '../../routeAround';
import type { Service } from '../../services';
import { placeOrder } from '../../ways/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from '../submit';

/** An operation of `order` that orders a service. */
export interface OrderOperation extends Operation {
	service: Service;
}

/**
 * Puts an order of a service together: the photo, what the service asks for, and how the result is taken.
 *
 * @param own what is its own: its words, and the fields of what it asks for
 */
export function orderOperation(
	service: Service,
	own: Pick<INodePropertyOptions, 'action' | 'description' | 'value'> & {
		forAgents: string;
		fields: INodeProperties[];
	},
): OrderOperation {
	const { forAgents, fields, ...option } = own;
	return {
		service,
		option: {
			name: service.title,
			...option,
			routing: routeAround(SUBMIT, placeOrder(service)),
		},
		forAgents,
		fields: [...orderImageFields, ...fields, ...waitingFields, orderOptions(service)],
	};
}
