import { colorField, spaceField, styleField } from '../../fields/selection';
import { INTERIOR_DESIGN } from '../../services';
import { orderOperation } from './orderOperation';

export const interiorDesign = orderOperation(INTERIOR_DESIGN, {
	value: 'interiorDesign',
	action: 'Redesign room in another style',
	description:
		'Redesign the photo of a furnished room in a style, and in colors by choice. Each order costs money.',
	forAgents:
		"Redesigns the photo of one furnished room. Give the photo's web address, the space (such as Living Room), the style (such as Modern) and, if wanted, the color, by name. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [spaceField(INTERIOR_DESIGN), styleField(INTERIOR_DESIGN), colorField(INTERIOR_DESIGN)],
});
