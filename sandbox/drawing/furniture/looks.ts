import { type Colour, colour } from '../../render/colour';
import { cloud, noise } from '../../render/noise';
import type { Material } from '../../render/shapes';
import { maths } from '../../render/maths';

/** How the furniture of a style looks. */
export interface Look {
	fabric: Material;
	/** Two colours of throw pillows. */
	pillows: readonly [Material, Material];
	/** Throws and bedspreads. */
	textile: Material;
	wood: Material;
	legs: Material;
	legShape: 'slim' | 'block' | 'round';
	tableTop: Material;
	tableShape: 'round' | 'plank' | 'frame';
	rug: Material;
	rugShape: 'straight' | 'round';
	/** How soft the edges of upholstery are, in metres. */
	softness: number;
	/** Height of backrests and headboards, in metres. */
	backHeight: number;
	shade: Material;
	pot: Material;
	art: readonly [Material, Material];
	artFrame: Material;
}

interface Words {
	fabric: string;
	pillows: [string, string];
	textile: string;
	wood: string;
	legs: string;
	legShape: Look['legShape'];
	tableTop?: string;
	tableShape: Look['tableShape'];
	rug: [string, string];
	rugPattern: keyof typeof rugPatterns;
	rugShape?: Look['rugShape'];
	softness: number;
	backHeight: number;
	shade: string;
	pot: string;
	art: [string, string];
	artPattern: keyof typeof artPatterns;
	artFrame: string;
}

/** The colours of what is woven, painted or hung: they may be others than the style's own. */
export type Accents = Pick<Words, 'pillows' | 'textile' | 'rug' | 'pot' | 'art'>;

const rugPatterns = {
	plain: (x: number, _y: number, z: number) => 0.35 * cloud(x * 26, z * 26, 2, 3),
	border: (x: number, _y: number, z: number) =>
		maths.abs(x) > 1.28 || maths.abs(z) > 0.78 ? 0.9 : 0.25 * cloud(x * 22, z * 22, 2, 3),
	stripes: (x: number, _y: number, z: number) =>
		(maths.floor(z / 0.14 + 40) % 2) * 0.8 + 0.15 * noise(x * 40, z * 40, 3),
	lattice: (x: number, _y: number, z: number) => {
		const a = maths.abs(((x + z) / 0.34 + 60) % 1) - 0.5;
		const b = maths.abs(((x - z) / 0.34 + 60) % 1) - 0.5;
		return maths.min(maths.abs(a), maths.abs(b)) < 0.06 ? 0.85 : 0.12 * noise(x * 40, z * 40, 3);
	},
	worn: (x: number, _y: number, z: number) => {
		const medallion = maths.abs(((maths.hypot(x * 0.75, z) / 0.27) % 1) - 0.5) < 0.17 ? 0.7 : 0.15;
		return medallion * (0.35 + 0.9 * cloud(x * 3, z * 3, 4, 8));
	},
};

const artPatterns = {
	shapes: (x: number, y: number) =>
		maths.hypot(x - 0.06, y - 0.08) < 0.15 || (x < -0.02 && y < -0.06 && x + y > -0.42) ? 1 : 0,
	lines: (x: number, y: number) =>
		maths.abs(((y + 0.05 * maths.sin(x * 14)) / 0.09 + 20) % 1) < 0.34 ? 1 : 0,
	landscape: (x: number, y: number) =>
		y < -0.08 + 0.09 * cloud(x * 6 + 4, 1, 3, 6) ? 0.95 : 0.3 * cloud(x * 4, y * 10, 3, 7),
	blocks: (x: number, y: number) =>
		noise(maths.floor(x / 0.13) * 5.7, maths.floor(y / 0.17) * 7.3, 11) > 0.5 ? 0.9 : 0.1,
	botanic: (x: number, y: number) => {
		if (y < -0.3 || y > 0.27) return 0;
		if (maths.abs(x) < 0.005) return 1;
		const step = 0.105;
		const pair = maths.round((y - maths.abs(x) * 0.7) / step);
		const rise = (y - maths.abs(x) * 0.7 - pair * step) / 0.032;
		const reach = (maths.abs(x) - 0.075 + pair * 0.006) / (0.072 - pair * 0.006);
		return pair >= -2 && pair <= 2 && rise * rise + reach * reach < 1 ? 1 : 0;
	},
};

const words: Readonly<Record<string, Words>> = {
	Prime: {
		fabric: '#e7e1d6',
		pillows: ['#b08d57', '#4a4a4f'],
		textile: '#c9b79c',
		wood: '#5a3f2e',
		legs: '#b99a5b',
		legShape: 'slim',
		tableTop: '#ece9e4',
		tableShape: 'round',
		rug: ['#d8d0c3', '#a3957f'],
		rugPattern: 'border',
		softness: 0.07,
		backHeight: 0.8,
		shade: '#f6ead2',
		pot: '#f1eee8',
		art: ['#efe9dd', '#a98746'],
		artPattern: 'shapes',
		artFrame: '#b99a5b',
	},
	Modern: {
		fabric: '#8d9298',
		pillows: ['#d9a441', '#2f3b4a'],
		textile: '#3c4a5c',
		wood: '#7a5a40',
		legs: '#1f2022',
		legShape: 'slim',
		tableShape: 'round',
		rug: ['#e3e0da', '#c4c0b8'],
		rugPattern: 'plain',
		softness: 0.045,
		backHeight: 0.72,
		shade: '#f4efe4',
		pot: '#2c2d2f',
		art: ['#f2f0ea', '#26323f'],
		artPattern: 'shapes',
		artFrame: '#1d1d1f',
	},
	Contemporary: {
		fabric: '#cfc8bd',
		pillows: ['#6f8c86', '#e9e4da'],
		textile: '#7f9a94',
		wood: '#3b2f28',
		legs: '#3b2f28',
		legShape: 'block',
		tableShape: 'plank',
		rug: ['#8fa19d', '#d7d9d3'],
		rugPattern: 'lattice',
		softness: 0.085,
		backHeight: 0.76,
		shade: '#efeae0',
		pot: '#6f8c86',
		art: ['#e8e4da', '#5f7d77'],
		artPattern: 'blocks',
		artFrame: '#2e2621',
	},
	Scandinavian: {
		fabric: '#dcdad4',
		pillows: ['#e8b9a4', '#8ea3a6'],
		textile: '#f1ece2',
		wood: '#d3ad7c',
		legs: '#d3ad7c',
		legShape: 'round',
		tableShape: 'round',
		rug: ['#f2efe8', '#b9b5ac'],
		rugPattern: 'stripes',
		rugShape: 'round',
		softness: 0.06,
		backHeight: 0.74,
		shade: '#fbf7ee',
		pot: '#f4f1ea',
		art: ['#f6f3ec', '#6f8a7a'],
		artPattern: 'botanic',
		artFrame: '#d3ad7c',
	},
	Farmhouse: {
		fabric: '#ece5d6',
		pillows: ['#8a9a86', '#a8563f'],
		textile: '#b9b29f',
		wood: '#9a7048',
		legs: '#6e5138',
		legShape: 'block',
		tableShape: 'plank',
		rug: ['#cbbfa7', '#8f8266'],
		rugPattern: 'stripes',
		softness: 0.09,
		backHeight: 0.86,
		shade: '#efe3c6',
		pot: '#b4704e',
		art: ['#f1eadb', '#6d7a5c'],
		artPattern: 'botanic',
		artFrame: '#8a6743',
	},
	Hampton: {
		fabric: '#f1eee7',
		pillows: ['#2f5478', '#a9c3d6'],
		textile: '#7fa3bf',
		wood: '#e9e4da',
		legs: '#e9e4da',
		legShape: 'block',
		tableShape: 'frame',
		rug: ['#e8e9e6', '#5f86a6'],
		rugPattern: 'border',
		softness: 0.09,
		backHeight: 0.84,
		shade: '#fbf8f0',
		pot: '#3d6388',
		art: ['#dfe8ee', '#2f5d85'],
		artPattern: 'landscape',
		artFrame: '#f3f0ea',
	},
	Industrial: {
		fabric: '#7a4a2e',
		pillows: ['#3a3b3d', '#b5a68c'],
		textile: '#55575a',
		wood: '#7d5a3c',
		legs: '#232325',
		legShape: 'slim',
		tableShape: 'frame',
		rug: ['#6d6a66', '#3d3b39'],
		rugPattern: 'worn',
		softness: 0.05,
		backHeight: 0.74,
		shade: '#d8a858',
		pot: '#4b4b4d',
		art: ['#c9c2b5', '#2a2a2c'],
		artPattern: 'lines',
		artFrame: '#232325',
	},
	Traditional: {
		fabric: '#5d6b4f',
		pillows: ['#8c2f2f', '#c9a763'],
		textile: '#7c2e33',
		wood: '#5b2f1d',
		legs: '#4a2616',
		legShape: 'round',
		tableShape: 'plank',
		rug: ['#7c2e2f', '#d2b98b'],
		rugPattern: 'worn',
		softness: 0.1,
		backHeight: 0.9,
		shade: '#f0dfb6',
		pot: '#8d5a3a',
		art: ['#b9a27c', '#3d4a3a'],
		artPattern: 'landscape',
		artFrame: '#8a6a2f',
	},
};

/** The look of a style, with other accents if wanted; a modern one for a style that is not known. */
export function lookOf(style: string, accents?: Accents): Look {
	const usual = words[style] ?? words['Modern'];
	if (!usual) throw new Error('There is no look to draw.');
	const own = { ...usual, ...accents };
	const rug = {
		colour: colour(own.rug[0]),
		other: colour(own.rug[1]),
		pattern: rugPatterns[own.rugPattern],
	};
	const art = (flip: boolean): Material => ({
		colour: colour(own.art[flip ? 1 : 0]),
		other: colour(own.art[flip ? 0 : 1]),
		pattern: artPatterns[own.artPattern],
	});
	return {
		...own,
		fabric: cloth(own.fabric),
		pillows: [cloth(own.pillows[0]), cloth(own.pillows[1])],
		textile: cloth(own.textile),
		wood: timber(own.wood),
		legs: { colour: colour(own.legs) },
		tableTop: own.tableTop === undefined ? timber(own.wood) : { colour: colour(own.tableTop) },
		rug,
		rugShape: own.rugShape ?? 'straight',
		shade: { colour: colour(own.shade), glow: 0.35 },
		pot: { colour: colour(own.pot) },
		art: [art(false), art(true)],
		artFrame: { colour: colour(own.artFrame) },
	};
}

/** Woven stuff: a fine irregular texture in the colour. */
export function cloth(hex: string): Material {
	const own = colour(hex);
	return {
		colour: own,
		other: darker(own, 0.72),
		pattern: (x, y, z) =>
			0.5 * noise(x * 130 + z * 60, y * 130 - z * 60, 2) + 0.5 * cloud(x * 5 + z * 5, y * 5, 2, 4),
	};
}

/** Wood with its grain along the width. */
function timber(hex: string): Material {
	const own = colour(hex);
	return {
		colour: own,
		other: darker(own, 0.6),
		pattern: (x, y, z) => cloud(x * 3, (y + z) * 42 + cloud(x * 2, z * 6, 2, 5) * 6, 3, 9),
	};
}

function darker(own: Colour, by: number): Colour {
	return [own[0] * by, own[1] * by, own[2] * by];
}
