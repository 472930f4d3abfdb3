import { creativeDesigner } from './creativeDesigner';
import { dayToDusk } from './dayToDusk';
import { imageEnhancement } from './imageEnhancement';
import { itemRemoval } from './itemRemoval';
import { itemRemovalMask } from './itemRemovalMask';
import type { Service } from './service';
import { virtualStaging } from './virtualStaging';

/** Every service of the sandbox: what the catalog shows of it, and how its picture is drawn. */
export const services: readonly Service[] = [
	virtualStaging,
	imageEnhancement,
	creativeDesigner,
	dayToDusk,
	itemRemoval,
	itemRemovalMask,
];
