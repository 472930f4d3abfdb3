import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { spaceField, styleField } from '../../fields/selection';
import { waitingFields } from '../../fields/waiting';
import { VIRTUAL_STAGING } from '../../services';
import { routeAround } from '../../routeAround';
import { placeOrder } from '../../steps/placeOrder';
import type { Operation } from '../operation';
import { SUBMIT } from './submit';

export const virtualStaging: Operation = {
	option: {
		name: 'Virtual Staging',
		value: 'virtualStaging',
		action: 'Stage empty room with furniture',
		description: 'Furnish the photo of an empty room in a style. Each order costs money.',
		routing: routeAround(SUBMIT, placeOrder(VIRTUAL_STAGING)),
	},
	fields: [
		...orderImageFields,
		spaceField(VIRTUAL_STAGING),
		styleField(VIRTUAL_STAGING),
		...waitingFields,
		orderOptions,
	],
};
