import { drawEmptied } from '../drawing/emptied';
import type { Service } from './service';

export const itemRemoval: Service = {
	name: 'service-item-removal',
	catalogAliases: [],
	title: 'AI Item Removal',
	description: 'Empties the photo of a furnished room',
	toolName: 'IR',
	toolSlug: 'tool-item-removal',
	photo: 'furnishedRoom',
	spaces: [],
	widgetsFor: () => [],
	draw: drawEmptied,
};
