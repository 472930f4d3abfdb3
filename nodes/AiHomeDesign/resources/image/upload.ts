import { uploadImageFields } from '../../fields/image';
import { serviceField } from '../../fields/service';
import { routeAround } from '../../routeAround';
import { SERVICES } from '../../services';
import { uploadPhoto } from '../../ways/uploadPhoto';
import type { Operation } from '../operation';

export const upload: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload photo for an order',
		description:
			'Upload a photo now and order later by the order ID that it gets. Costs nothing by itself.',
		routing: routeAround({ method: 'POST', url: '/v1/order/image' }, uploadPhoto),
	},
	forAgents:
		'Uploads one photo from a web address, free of charge, and answers with the order_id by which it can be ordered later, for the same service.',
	fields: [
		serviceField(
			SERVICES,
			'The service that the photo is for. An order by this ID must be for the same.',
		),
		...uploadImageFields,
	],
};
