import { drawDusk } from '../drawing/dusk';
import { items, type Service } from './service';
import { eveningSkies } from './skies';

export const dayToDusk: Service = {
	name: 'service-day-to-dusk',
	catalogAliases: [],
	title: 'AI Day to Dusk',
	description: 'Turns a photo taken by day into one of the evening',
	toolName: 'D2D',
	toolSlug: 'tool-day-to-dusk',
	photo: 'darkFacade',
	spaces: [],
	widgetsFor: () => [
		{
			title: 'sky style',
			description: 'The sky of the evening',
			isOptional: false,
			type: 'single',
			items: items(eveningSkies),
		},
	],
	draw: drawDusk,
};
