import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { removeShadowField, skyStyleField } from '../../fields/selection';
import { waitingFields } from '../../fields/waiting';
import { routeAround } from '../../routeAround';
import { DAY_TO_DUSK } from '../../services';
import { placeOrder } from '../../ways/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from '../submit';

export const dayToDusk: Operation = {
	option: {
		name: 'Day to Dusk',
		value: 'dayToDusk',
		action: 'Turn day into dusk on outdoor photo',
		description:
			'Give an outdoor photo that was taken by day the sky and light of dusk. Each order costs money.',
		routing: routeAround(SUBMIT, placeOrder(DAY_TO_DUSK)),
	},
	forAgents:
		"Turns one outdoor photo that was taken by day into dusk. Give the photo's web address and the sky style, by name. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [
		...orderImageFields,
		skyStyleField(DAY_TO_DUSK),
		removeShadowField,
		...waitingFields,
		orderOptions(DAY_TO_DUSK),
	],
};
