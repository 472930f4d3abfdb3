import { maths } from '../../render/maths';
import { type Picture, toSharp } from '../picture';

const longestSide = 400;

/**
 * A version of a picture in the one size that things are looked for in, with its brightness and two
 * measures of colour.
 */
export interface Sketch {
	width: number;
	height: number;
	/** Red, green, blue; three numbers for a pixel. */
	bytes: Float32Array;
	brightness: Float32Array;
	/** Red against green, the same in light and shade. */
	warmth: Float32Array;
	/** Yellow against blue, the same in light and shade. */
	yellow: Float32Array;
}

export async function sketchOf(picture: Picture): Promise<Sketch> {
	const scale = longestSide / maths.max(picture.width, picture.height);
	const width = maths.max(8, maths.round(picture.width * scale));
	const height = maths.max(8, maths.round(picture.height * scale));
	const small = await toSharp(picture)
		.resize({ width, height, fit: 'fill', kernel: 'linear' })
		.median(3)
		.raw()
		.toBuffer();
	const sketch: Sketch = {
		width,
		height,
		bytes: Float32Array.from(small),
		brightness: new Float32Array(width * height),
		warmth: new Float32Array(width * height),
		yellow: new Float32Array(width * height),
	};
	for (let at = 0; at < width * height; at += 1) {
		const [r, g, b] = [small[at * 3] ?? 0, small[at * 3 + 1] ?? 0, small[at * 3 + 2] ?? 0];
		const [red, gold] = colourOf(r, g, b);
		sketch.brightness[at] = brightnessOf(r, g, b);
		sketch.warmth[at] = red;
		sketch.yellow[at] = gold;
	}
	return sketch;
}

function brightnessOf(r: number, g: number, b: number): number {
	return 0.3 * r + 0.59 * g + 0.11 * b;
}

/** Red against green, and yellow against blue: much the same in light and shade. */
export function colourOf(r: number, g: number, b: number): readonly [number, number] {
	const light = brightnessOf(r, g, b) + 20;
	return [(120 * (r - g)) / light, (120 * ((r + g) / 2 - b)) / light];
}
