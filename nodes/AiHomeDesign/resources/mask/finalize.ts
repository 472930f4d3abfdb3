import { orderIdField } from '../../fields/orderId';
import { routeAround } from '../../routeAround';
import { finalizeMask } from '../../ways/finalizeMask';
import type { Operation } from '../operation';

export const finalize: Operation = {
	option: {
		name: 'Finalize',
		value: 'finalize',
		action: 'Finalize masked order',
		description: 'Say that the picture is as it should be. No further mask can be applied after.',
		routing: routeAround({ method: 'POST', url: '/v1/order/done' }, finalizeMask),
	},
	forAgents:
		'Says that the picture of a masked order is as it should be. Give the order_id and the image_id of its latest picture. It may cost money; the same call repeated in one execution is sent only once.',
	fields: [
		orderIdField,
		{
			displayName: 'Image ID',
			name: 'imageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.image_id }}',
			description: "The image_id that the operation 'Get Latest' gave",
		},
	],
};
