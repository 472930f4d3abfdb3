import { imageEnhancement } from './imageEnhancement';
import type { Service } from './service';
import { virtualStaging } from './virtualStaging';

/** Every service of the sandbox: what the catalog shows of it, and how its picture is drawn. */
export const services: readonly Service[] = [virtualStaging, imageEnhancement];
