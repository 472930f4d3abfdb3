import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { waitingFields } from '../../fields/waiting';
import { routeAround } from '../../routeAround';
import { ITEM_REMOVAL } from '../../services';
import { placeOrder } from '../../ways/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from '../submit';

export const itemRemoval: Operation = {
	option: {
		name: 'Item Removal',
		value: 'itemRemoval',
		action: 'Remove furniture and items from photo',
		description: 'Empty the photo of a furnished room. Each order costs money.',
		routing: routeAround(SUBMIT, placeOrder(ITEM_REMOVAL)),
	},
	forAgents:
		"Removes furniture and other items from the photo of one room. Give the photo's web address. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [...orderImageFields, ...waitingFields, orderOptions(ITEM_REMOVAL)],
};
