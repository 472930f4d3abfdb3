import { describeResource } from '../operation';
import { dayToDusk } from './dayToDusk';
import { get } from './get';
import { imageEnhancement } from './imageEnhancement';
import { interiorDesign } from './interiorDesign';
import { itemRemoval } from './itemRemoval';
import { virtualStaging } from './virtualStaging';

export const orderDescription = describeResource(
	'order',
	[dayToDusk, get, imageEnhancement, interiorDesign, itemRemoval, virtualStaging],
	'virtualStaging',
);
