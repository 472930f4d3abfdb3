import sharp from 'sharp';
import { maths } from '../render/maths';
import { cloud, mix, step } from '../render/noise';
import { forRows } from '../render/pace';
import { chosenItems, type Wish } from '../services/service';
import type { EveningSky } from '../services/skies';
import { captionTag } from './caption';
import { findPanes } from './panes';
import { type Picture, toJpeg, toSharp } from './picture';
import { type Sketch, sketchOf } from './room/sketch';
import { sampleOne } from './sample';
import { findSky, heapAt, type Sky, skyShare } from './sky';
import { clampByte } from './tone';

type Bytes = readonly [number, number, number];

/** An evening: the colours of its sky from above to the horizon, and of what it shines on. */
interface Evening {
	above: Bytes;
	between: Bytes;
	horizon: Bytes;
	clouds?: { lit: Bytes; dark: Bytes };
	/** How much of red, green and blue is left on the ground. */
	tint: Bytes;
	/** How bright the ground is to be, 0 to 255. */
	ground: number;
}

const dusk: Evening = {
	above: [58, 72, 128],
	between: [158, 112, 134],
	horizon: [248, 164, 96],
	tint: [0.98, 0.88, 1.02],
	ground: 50,
};
const twilight: Evening = {
	above: [13, 20, 56],
	between: [40, 48, 106],
	horizon: [142, 92, 118],
	tint: [0.74, 0.82, 1.2],
	ground: 36,
};

const evenings: Readonly<Record<EveningSky, Evening>> = {
	'Dusk With Cloud': { ...dusk, clouds: { lit: [255, 146, 116], dark: [124, 82, 104] } },
	'Dusk Without Cloud': dusk,
	'Twilight Sky With Cloud': { ...twilight, clouds: { lit: [152, 104, 132], dark: [54, 46, 78] } },
	'Twilight Sky Without Cloud': twilight,
};

const lamplight: Bytes = [255, 190, 104];
const halo: Bytes = [96, 56, 18];
const darkest = 0.3;
const lightest = 0.78;

/** Draws the photo as it would be in the evening. */
export async function drawDusk(picture: Picture, wish: Wish): Promise<Buffer> {
	const [title = 'Dusk With Cloud'] = chosenItems(wish, 'sky style');
	const evening = isEvening(title) ? evenings[title] : dusk;
	const words = ['Day to dusk', title, ...(wish.removeShadow ? ['Shadows removed'] : [])];
	const tag = await captionTag(words.join(' · '), picture);
	const drawn = await darken(picture, evening, wish.removeShadow);
	return await toJpeg(toSharp(drawn).composite([tag]));
}

function isEvening(title: string): title is EveningSky {
	return title in evenings;
}

async function darken(taken: Picture, evening: Evening, withoutShadow: boolean): Promise<Picture> {
	const { width, height } = taken;
	const sketch = await sketchOf(taken);
	const sky = findSky(taken);
	// Inside a room, dark things are no windows.
	const panes = findPanes(sketch);
	if (!sky.open) panes.found.fill(0);
	const glow = await blurred(panes.found, sketch, 0.02);
	const light = await blurred(sketch.brightness, sketch, 0.045);
	const mean = groundLight(sketch);
	const gain = maths.max(darkest, maths.min(lightest, evening.ground / maths.max(1, mean)));
	const foot = horizonOf(sky);
	const data = Buffer.alloc(taken.data.length);
	const across = sketch.width / width;
	const down = sketch.height / height;
	const ground = new Float64Array(3);
	const above = new Float64Array(3);
	await forRows(height, (row) => {
		const y = (row + 0.5) * down - 0.5;
		for (let column = 0; column < width; column += 1) {
			const x = (column + 0.5) * across - 0.5;
			const at = (row * width + column) * 3;
			const [r, g, b] = [taken.data[at] ?? 0, taken.data[at + 1] ?? 0, taken.data[at + 2] ?? 0];
			const own = 0.3 * r + 0.59 * g + 0.11 * b;
			const lift = withoutShadow ? liftOf(mean, own, sampleOne(light, sketch, x, y)) : 1;
			const warm = sampleOne(glow, sketch, x, y);
			for (const c of [0, 1, 2] as const) {
				// In the evening colours fade.
				const byte = mix(taken.data[at + c] ?? 0, own, 0.22) * lift;
				ground[c] = byte * gain * evening.tint[c] + halo[c] * warm;
			}
			const pane = sampleOne(panes.found, sketch, x, y);
			if (pane > 0.02) {
				const limit = sampleOne(panes.around, sketch, x, y);
				const share = step(0, 0.5, pane) * (1 - step(limit * 0.95, limit * 1.2, own));
				const room = 0.74 + 0.3 * cloud(column / 34, row / 46, 3, 71);
				for (const c of [0, 1, 2] as const) {
					ground[c] = mix(ground[c] ?? 0, lamplight[c] * room, share);
				}
			}
			const open = sky.open
				? skyShare(taken, sky, column, row)
				: step(0.01, 0.05, (maths.max(g, b) - r) / 255) * step(105, 160, own);
			if (open > 0) paintSky(evening, column / width, row / height, foot, above);
			for (let c = 0; c < 3; c += 1) {
				data[at + c] = clampByte(mix(ground[c] ?? 0, above[c] ?? 0, open));
			}
		}
	});
	return { data, width, height };
}

/** The colour of the evening's sky, both places from 0 to 1. */
function paintSky(
	{ above, between, horizon, clouds }: Evening,
	across: number,
	down: number,
	foot: number,
	out: Float64Array,
): void {
	const fall = maths.min(1, down / foot);
	const heap = clouds ? step(0.34, 0.56, heapAt(across, down)) * 0.95 : 0;
	const sunny = step(0.1, 0.95, fall);
	for (const c of [0, 1, 2] as const) {
		const clear =
			fall < 0.6
				? mix(above[c], between[c], fall / 0.6)
				: mix(between[c], horizon[c], (fall - 0.6) / 0.4);
		const cloudy = clouds ? mix(clouds.dark[c], clouds.lit[c], sunny) : clear;
		out[c] = mix(clear, cloudy, heap);
	}
}

/** How much brighter a place gets that lies in the shade. */
function liftOf(mean: number, own: number, around: number): number {
	const shade = maths.max(6, mix(around, own, 0.5));
	return maths.max(1, maths.min(2.6, (mean / shade) ** 0.9));
}

/** The mean light of the lower half, which the sky has little part in. */
function groundLight({ width, height, brightness }: Sketch): number {
	const lower = brightness.subarray(width * (height >> 1));
	return lower.reduce((sum, light) => sum + light, 0) / lower.length;
}

/** How far down the sky reaches, 0 to 1. */
function horizonOf({ near, rows, columns }: Sky): number {
	for (let row = rows - 1; row > 0; row -= 1) {
		const cells = near.subarray(row * columns, (row + 1) * columns);
		if (cells.reduce((sum, cell) => sum + cell, 0) > columns * 0.04) {
			return maths.max(0.2, maths.min(0.7, row / rows));
		}
	}
	return 0.5;
}

/** Blurs values of a sketch, over a share of its width. */
async function blurred(
	values: ArrayLike<number>,
	{ width, height }: Sketch,
	share: number,
): Promise<Float32Array> {
	const highest = maths.max(1, ...rowsOf(values, width));
	const bytes = Buffer.from(Array.from(values, (value) => (value / highest) * 255));
	const soft = await sharp(bytes, { raw: { width, height, channels: 1 } })
		.blur(maths.max(0.5, width * share))
		.toColourspace('b-w')
		.raw()
		.toBuffer();
	return Float32Array.from(soft, (byte) => (byte / 255) * highest);
}

function rowsOf(values: ArrayLike<number>, width: number): number[] {
	const highest: number[] = [];
	for (let from = 0; from < values.length; from += width) {
		let most = 0;
		for (let at = from; at < from + width; at += 1) most = maths.max(most, values[at] ?? 0);
		highest.push(most);
	}
	return highest;
}
