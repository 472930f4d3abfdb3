import { enhancementOptionsField, spaceField } from '../../fields/selection';
import { IMAGE_ENHANCEMENT } from '../../services';
import { orderOperation } from './orderOperation';

export const imageEnhancement = orderOperation(IMAGE_ENHANCEMENT, {
	value: 'imageEnhancement',
	action: 'Enhance listing photo',
	description:
		'Repair light and color of a listing photo, and more by choice. Each order costs money.',
	forAgents:
		"Repairs light and color of one listing photo. Give the photo's web address, the space (Indoor or Outdoor) and, if wanted, enhancement options (such as Sky Replacement, several with commas between them), by name. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [spaceField(IMAGE_ENHANCEMENT), enhancementOptionsField(IMAGE_ENHANCEMENT)],
});
