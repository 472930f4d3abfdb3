import { describeResource } from '../operation';
import { get } from './get';
import { imageEnhancement } from './imageEnhancement';
import { virtualStaging } from './virtualStaging';

export const orderDescription = describeResource(
	'order',
	[get, imageEnhancement, virtualStaging],
	'virtualStaging',
);
