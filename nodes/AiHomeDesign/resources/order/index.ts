import type { Service } from '../../services';
import { describeResource } from '../operation';
import { dayToDusk } from './dayToDusk';
import { get } from './get';
import { imageEnhancement } from './imageEnhancement';
import { interiorDesign } from './interiorDesign';
import { itemRemoval } from './itemRemoval';
import { virtualStaging } from './virtualStaging';

const orders = [dayToDusk, imageEnhancement, interiorDesign, itemRemoval, virtualStaging];

export const orderDescription = describeResource('order', [...orders, get], 'virtualStaging');

/** @returns the service that an operation of `order` orders; undefined for one that orders none */
export function serviceOrderedBy(operation: unknown): Service | undefined {
	return orders.find(({ option }) => option.value === operation)?.service;
}
