import { drawEnhancement } from '../drawing/enhancement';
import { items, type Service } from './service';
import { indoor, outdoor } from './spaces';

const indoorOptions = [
	'Add Fire to Fireplace',
	'Add Screen to TV',
	'Brighten Windows',
	'Neutralize Color Cast',
	'Warm Up Lamps',
];
const outdoorOptions = [
	'Sky Replacement',
	'Lawn Touch-Up',
	'Light Up Windows',
	'Neutralize Color Cast',
	'Golden Light',
	'Vivid Colors',
];

export const imageEnhancement: Service = {
	name: 'service-image-enhancement',
	catalogAliases: [],
	title: 'AI Image Enhancement',
	description: 'Makes a dull photo bright, clear and colourful',
	toolName: 'IE',
	toolSlug: 'tool-image-enhancement',
	photo: 'darkFacade',
	spaces: [indoor, outdoor],
	widgetsFor: (space) => [
		{
			title: 'Enhancement Options',
			description: 'Extra touches, any number of them',
			isOptional: true,
			type: 'multiple',
			items: items(
				space === indoor
					? indoorOptions
					: space === outdoor
						? outdoorOptions
						: [...new Set([...indoorOptions, ...outdoorOptions])],
			),
		},
	],
	draw: drawEnhancement,
};
