import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { enhancementOptionsField, spaceField } from '../../fields/selection';
import { waitingFields } from '../../fields/waiting';
import { IMAGE_ENHANCEMENT } from '../../services';
import { routeAround } from '../../routeAround';
import { placeOrder } from '../../ways/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from '../submit';

export const imageEnhancement: Operation = {
	option: {
		name: 'Image Enhancement',
		value: 'imageEnhancement',
		action: 'Enhance listing photo',
		description:
			'Repair light and color of a listing photo, and more by choice. Each order costs money.',
		routing: routeAround(SUBMIT, placeOrder(IMAGE_ENHANCEMENT)),
	},
	forAgents:
		"Repairs light and color of one listing photo. Give the photo's web address, the space (Indoor or Outdoor) and, if wanted, enhancement options (such as Sky Replacement, several with commas between them), by name. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [
		...orderImageFields,
		spaceField(IMAGE_ENHANCEMENT),
		enhancementOptionsField(IMAGE_ENHANCEMENT),
		...waitingFields,
		orderOptions(IMAGE_ENHANCEMENT),
	],
};
