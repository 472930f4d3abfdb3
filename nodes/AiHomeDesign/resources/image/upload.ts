import { uploadImageFields } from '../../fields/image';
import { routeAround } from '../../routeAround';
import { IMAGE_ENHANCEMENT, VIRTUAL_STAGING } from '../../services';
import { uploadOnly } from '../../steps/uploadOnly';
import type { Operation } from '../operation';

export const upload: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload photo for an order',
		description:
			'Upload a photo now and order later by the order ID that it gets. Costs nothing by itself.',
		routing: routeAround({ method: 'POST', url: '/v1/order/image' }, uploadOnly),
	},
	fields: [
		{
			displayName: 'Service',
			name: 'service',
			type: 'options',
			options: [
				{ name: 'Image Enhancement', value: IMAGE_ENHANCEMENT.name },
				{ name: 'Virtual Staging', value: VIRTUAL_STAGING.name },
			],
			default: 'service-ai-virtual-staging',
			description: 'The service that the photo is for. An order by this ID must be for the same.',
		},
		...uploadImageFields,
	],
};
