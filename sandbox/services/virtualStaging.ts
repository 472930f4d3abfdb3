import { drawStaging } from '../drawing/staging';
import type { Service } from './service';
import { rooms } from './spaces';
import { styleWidget } from './styles';

export const virtualStaging: Service = {
	name: 'service-ai-virtual-staging',
	catalogAliases: [],
	title: 'AI Virtual Staging',
	description: 'Furnishes the photo of an empty room',
	toolName: 'VS',
	toolSlug: 'tool-virtual-staging',
	photo: 'livingRoom',
	spaces: rooms,
	widgetsFor: (space) => [styleWidget(space)],
	draw: drawStaging,
};
