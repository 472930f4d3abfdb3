import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { spaceField, styleField } from '../../fields/selection';
import { waitingFields } from '../../fields/waiting';
import { VIRTUAL_STAGING } from '../../services';
import { routeAround } from '../../routeAround';
import { placeOrder } from '../../ways/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from '../submit';

export const virtualStaging: Operation = {
	option: {
		name: 'Virtual Staging',
		value: 'virtualStaging',
		action: 'Stage empty room with furniture',
		description: 'Furnish the photo of an empty room in a style. Each order costs money.',
		routing: routeAround(SUBMIT, placeOrder(VIRTUAL_STAGING)),
	},
	forAgents:
		"Furnishes the photo of one empty room. Give the photo's web address, the space (such as Living Room) and the style (such as Modern), by name. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [
		...orderImageFields,
		spaceField(VIRTUAL_STAGING),
		styleField(VIRTUAL_STAGING),
		...waitingFields,
		orderOptions(VIRTUAL_STAGING),
	],
};
