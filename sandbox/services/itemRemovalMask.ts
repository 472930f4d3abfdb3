import type { Service } from './service';

export const itemRemovalMask: Service = {
	name: 'service-item-removal-mask',
	catalogAliases: [],
	title: 'AI Item Removal (Mask)',
	description: 'Removes what is painted over in a photo',
	toolName: 'IRM',
	toolSlug: 'tool-item-removal-mask',
	photo: 'furnishedRoom',
	spaces: [],
	widgetsFor: () => [],
};
