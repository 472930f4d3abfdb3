import { orderImageFields } from '../../fields/image';
import { submitOptions } from '../../fields/options';
import { routeAround } from '../../routeAround';
import { MASK_REMOVAL } from '../../services';
import { placeOrder } from '../../ways/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from '../submit';

export const start: Operation = {
	option: {
		name: 'Start',
		value: 'start',
		action: 'Start item removal with mask',
		description:
			'Order item removal for a photo, to be told by masks what to remove. Each order costs money.',
		routing: routeAround(SUBMIT, placeOrder(MASK_REMOVAL)),
	},
	forAgents:
		"Orders item removal by masks for one photo. Give the photo's web address. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id. Masks can only be applied in a workflow, as agents have no files to hand over: use this only when told so.",
	fields: [...orderImageFields, submitOptions],
};
