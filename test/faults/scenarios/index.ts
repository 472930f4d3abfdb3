import type { Scenario } from '../scenario';
import { ITEMS } from './items';
import { READING } from './reading';
import { SUBMITTING } from './submitting';
import { WAITING } from './waiting';

/** Everything that is tried. */
export const SCENARIOS: Scenario[] = [...SUBMITTING, ...WAITING, ...ITEMS, ...READING];
