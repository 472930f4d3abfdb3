import type { INodePropertyRouting } from 'n8n-workflow';
import { keepWholeAnswer } from '../../../shared/callApi';
import type { Service } from '../../services';
import { placeOrder } from '../../steps/placeOrder';

/**
 * The route of an order: n8n's engine sends `POST /v1/order`, and `placeOrder` goes around it. `preSend`
 * stays empty: what fails there could not be put into words, linked to its item or kept.
 */
export function orderRoute(service: Service): INodePropertyRouting {
	return {
		request: { method: 'POST', url: '/v1/order' },
		send: { paginate: true },
		operations: { pagination: placeOrder(service) },
		output: { postReceive: [keepWholeAnswer] },
	};
}
