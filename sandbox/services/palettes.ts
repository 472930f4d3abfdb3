import { items, type ServiceWidget } from './service';

export const palettes = [
	'Soft Neutrals',
	'Earthy Neutrals',
	'Coastal Calm',
	'Deep Blues',
	'Natural Green',
	'Cool Greys',
] as const;

export type Palette = (typeof palettes)[number];

/** The choice of colours, which may be left to the style. */
export const paletteWidget: ServiceWidget = {
	title: 'color',
	description: 'The colors of walls and textiles',
	isOptional: true,
	type: 'single',
	items: items(palettes),
};
