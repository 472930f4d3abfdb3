import { spaceField, styleField } from '../../fields/selection';
import { VIRTUAL_STAGING } from '../../services';
import { orderOperation } from './orderOperation';

export const virtualStaging = orderOperation(VIRTUAL_STAGING, {
	value: 'virtualStaging',
	action: 'Stage empty room with furniture',
	description: 'Furnish the photo of an empty room in a style. Each order costs money.',
	forAgents:
		"Furnishes the photo of one empty room. Give the photo's web address, the space (such as Living Room) and the style (such as Modern), by name. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [spaceField(VIRTUAL_STAGING), styleField(VIRTUAL_STAGING)],
});
