import { pictureOptions } from '../../fields/options';
import { orderIdField } from '../../fields/orderId';
import { routeAround } from '../../routeAround';
import { getMaskedPicture } from '../../ways/getMaskedPicture';
import type { Operation } from '../operation';

export const getLatest: Operation = {
	option: {
		name: 'Get Latest',
		value: 'getLatest',
		action: 'Get latest picture of masked order',
		description:
			'Fetch the picture as it is so far: to paint the next mask on, or to see what the last one did. Costs nothing.',
		routing: routeAround(
			{ method: 'GET', url: '/v1/order/{order_id}/last-temp-image' },
			getMaskedPicture,
		),
	},
	forAgents:
		'Fetches the picture of a masked order as it is so far, free of charge. Give the order_id. Answers with image_id and url.',
	fields: [orderIdField, pictureOptions],
};
