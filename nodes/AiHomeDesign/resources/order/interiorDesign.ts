import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { colorField, spaceField, styleField } from '../../fields/selection';
import { waitingFields } from '../../fields/waiting';
import { routeAround } from '../../routeAround';
import { INTERIOR_DESIGN } from '../../services';
import { placeOrder } from '../../ways/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from '../submit';

export const interiorDesign: Operation = {
	option: {
		name: 'Interior Design',
		value: 'interiorDesign',
		action: 'Redesign room in another style',
		description:
			'Redesign the photo of a furnished room in a style, and in colors by choice. Each order costs money.',
		routing: routeAround(SUBMIT, placeOrder(INTERIOR_DESIGN)),
	},
	forAgents:
		"Redesigns the photo of one furnished room. Give the photo's web address, the space (such as Living Room), the style (such as Modern) and, if wanted, the color, by name. This places an order that costs money; the same call repeated in one execution gives the same order and costs nothing more. Answers with order_id, status and after_src, the address of the finished picture.",
	fields: [
		...orderImageFields,
		spaceField(INTERIOR_DESIGN),
		styleField(INTERIOR_DESIGN),
		colorField(INTERIOR_DESIGN),
		...waitingFields,
		orderOptions(INTERIOR_DESIGN),
	],
};
