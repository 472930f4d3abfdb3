import type { Palette } from '../../services/palettes';
import type { Style } from '../../services/styles';
import type { Accents } from './looks';

/** The colours of a redesigned room. */
export interface RoomColours {
	/** The paint of the walls. */
	walls: string;
	/** Left out where they are the style's own. */
	accents?: Accents;
}

const ofPalette: Readonly<Record<Palette, RoomColours>> = {
	'Soft Neutrals': {
		walls: '#e6dccb',
		accents: {
			pillows: ['#f2ebdf', '#cdb99d'],
			textile: '#d9c9b2',
			rug: ['#efe7da', '#d2c2ab'],
			pot: '#e9dfd0',
			art: ['#f5efe6', '#c4ad8e'],
		},
	},
	'Earthy Neutrals': {
		walls: '#bd9470',
		accents: {
			pillows: ['#a5502f', '#d9b382'],
			textile: '#8a5a3a',
			rug: ['#c79f74', '#7a4a2e'],
			pot: '#a65a38',
			art: ['#ecd9bd', '#8f4a2c'],
		},
	},
	'Coastal Calm': {
		walls: '#a9cdd3',
		accents: {
			pillows: ['#f4f1e8', '#5aa3b0'],
			textile: '#7fb9c2',
			rug: ['#eef1ec', '#8fc0c8'],
			pot: '#f1eee4',
			art: ['#eaf3f3', '#3f8f9f'],
		},
	},
	'Deep Blues': {
		walls: '#34527c',
		accents: {
			pillows: ['#d5dfec', '#1d3763'],
			textile: '#22447a',
			rug: ['#2b4c80', '#a9bcd8'],
			pot: '#1b335c',
			art: ['#dfe7f2', '#1c3a6c'],
		},
	},
	'Natural Green': {
		walls: '#8fa981',
		accents: {
			pillows: ['#e9ecdc', '#4f7a48'],
			textile: '#5f8a55',
			rug: ['#dfe3cf', '#7c9c6c'],
			pot: '#6d8f5f',
			art: ['#eef0e2', '#466b3f'],
		},
	},
	'Cool Greys': {
		walls: '#9aa1a9',
		accents: {
			pillows: ['#e4e7ea', '#555d66'],
			textile: '#707982',
			rug: ['#c9ced3', '#868f98'],
			pot: '#5c646d',
			art: ['#eceef0', '#4a525b'],
		},
	},
};

const wallsOfStyle: Readonly<Record<Style, string>> = {
	Prime: '#cbb89a',
	Modern: '#a8b4c2',
	Contemporary: '#a9bdb7',
	Scandinavian: '#e3ded2',
	Farmhouse: '#b9bfa6',
	Hampton: '#a9c3d6',
	Industrial: '#9a938b',
	Traditional: '#c1a27c',
};

/** The colours of a palette, or those that suit a style where none is chosen. */
export function coloursOf(palette: string | undefined, style: string): RoomColours {
	if (palette !== undefined && isKey(ofPalette, palette)) return ofPalette[palette];
	return { walls: isKey(wallsOfStyle, style) ? wallsOfStyle[style] : wallsOfStyle.Modern };
}

function isKey<T extends object>(record: T, key: string | number | symbol): key is keyof T {
	return key in record;
}
