import { removeShadowField, skyStyleField } from '../../fields/selection';
import { DAY_TO_DUSK } from '../../services';
import { orderOperation } from './orderOperation';

export const dayToDusk = orderOperation(DAY_TO_DUSK, {
	value: 'dayToDusk',
	action: 'Turn day into dusk on outdoor photo',
	description:
		'Give an outdoor photo that was taken by day the sky and light of dusk. Each order costs money.',
	forAgents:
		"Turns one outdoor photo that was taken by day into dusk. Give the photo's web address and the sky style, by name. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [skyStyleField(DAY_TO_DUSK), removeShadowField],
});
