import { describeResource } from '../operation';
import { getSpaces } from './getSpaces';
import { getWidgets } from './getWidgets';

export const catalogDescription = describeResource('catalog', [getSpaces, getWidgets], 'getSpaces');
