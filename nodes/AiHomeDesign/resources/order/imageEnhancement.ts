import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { enhancementOptionsField, spaceField } from '../../fields/selection';
import { waitingFields } from '../../fields/waiting';
import { IMAGE_ENHANCEMENT } from '../../services';
import { routeAround } from '../../routeAround';
import { placeOrder } from '../../steps/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from './submit';

export const imageEnhancement: Operation = {
	option: {
		name: 'Image Enhancement',
		value: 'imageEnhancement',
		action: 'Enhance listing photo',
		description:
			'Repair light and colour of a listing photo, and more by choice. Each order costs money.',
		routing: routeAround(SUBMIT, placeOrder(IMAGE_ENHANCEMENT)),
	},
	fields: [
		...orderImageFields,
		spaceField(IMAGE_ENHANCEMENT),
		enhancementOptionsField(IMAGE_ENHANCEMENT),
		...waitingFields,
		orderOptions,
	],
};
