import { orderImageFields } from '../../fields/image';
import { orderOptions } from '../../fields/options';
import { spaceField, styleField } from '../../fields/selection';
import { waitingFields } from '../../fields/waiting';
import { VIRTUAL_STAGING } from '../../services';
import type { Operation } from '../operation';
import { orderRoute } from './route';

export const virtualStaging: Operation = {
	option: {
		name: 'Virtual Staging',
		value: 'virtualStaging',
		action: 'Stage empty room with furniture',
		description: 'Furnish the photo of an empty room in a style. Each order costs money.',
		routing: orderRoute(VIRTUAL_STAGING),
	},
	fields: [
		...orderImageFields,
		spaceField(VIRTUAL_STAGING),
		styleField(VIRTUAL_STAGING),
		...waitingFields,
		orderOptions,
	],
};
