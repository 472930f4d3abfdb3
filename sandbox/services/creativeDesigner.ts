import { drawDesign } from '../drawing/design';
import { paletteWidget } from './palettes';
import type { Service } from './service';
import { rooms } from './spaces';
import { styleWidget } from './styles';

export const creativeDesigner: Service = {
	name: 'service-creative-designer',
	catalogAliases: ['service-ai-creative-designer'],
	title: 'AI Interior Design',
	description: 'Redesigns a room in another style and other colors',
	toolName: 'ID',
	toolSlug: 'tool-interior-design',
	photo: 'livingRoom',
	spaces: rooms,
	widgetsFor: (space) => [styleWidget(space), paletteWidget],
	draw: drawDesign,
};
