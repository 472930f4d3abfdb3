import { ITEM_REMOVAL } from '../../services';
import { orderOperation } from './orderOperation';

export const itemRemoval = orderOperation(ITEM_REMOVAL, {
	value: 'itemRemoval',
	action: 'Remove furniture and items from photo',
	description: 'Empty the photo of a furnished room. Each order costs money.',
	forAgents:
		"Removes furniture and other items from the photo of one room. Give the photo's web address. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [],
});
