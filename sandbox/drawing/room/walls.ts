import { maths } from '../../render/maths';
import { step } from '../../render/noise';
import { forRows } from '../../render/pace';
import type { Picture } from '../picture';
import { sampleOne } from '../sample';
import { clampByte } from '../tone';
import { type FloorLine, vanishing } from './floorLine';
import type { Sketch } from './sketch';

const skirtingEnds = 0.13;
const ceilingSoft = 0.012;

/**
 * Paints the walls of an empty room, from the ceiling to the skirting, in another colour (0 to 255
 * each); light and shade on them stay, and so does what has another colour than the walls.
 */
export async function paintWalls(
	picture: Picture,
	sketch: Sketch,
	line: FloorLine,
	colour: readonly [number, number, number],
): Promise<void> {
	const { data, width, height } = picture;
	const ceiling = ceilingOf(sketch, line);
	const { usual, likeness } = paintOf(sketch, line, ceiling);
	const across = sketch.width / width;
	const down = sketch.height / height;
	await forRows(height, (row) => {
		const y = (row + 0.5) * down - 0.5;
		for (let column = 0; column < width; column += 1) {
			const x = (column + 0.5) * across - 0.5;
			const place = maths.max(0, maths.min(sketch.width - 1, maths.round(x)));
			const foot = line.rows[place] ?? 0;
			const up = (foot - y) / maths.max(1, foot - vanishing.y * sketch.height);
			const below = (y - (ceiling[place] ?? 0)) / sketch.height;
			if (up < skirtingEnds || below < 0) continue;
			const share =
				step(skirtingEnds, skirtingEnds + 0.02, up) *
				step(0, ceilingSoft, below) *
				step(0.15, 0.85, sampleOne(likeness, sketch, x, y));
			if (share <= 0) continue;
			const at = (row * width + column) * 3;
			for (const c of [0, 1, 2] as const) {
				const own = data[at + c] ?? 0;
				const painted = (colour[c] * own) / maths.max(1, usual[c]);
				data[at + c] = clampByte(own + (painted - own) * share);
			}
		}
	});
}

/** The row where the ceiling ends, for each column: the strongest level edge of the back wall. */
function ceilingOf({ width, height, brightness }: Sketch, { corners }: FloorLine): Float32Array {
	const from = maths.max(0, maths.ceil(corners[0]) + 2);
	const to = maths.min(width - 1, maths.floor(corners[1]) - 2);
	let best = { edge: 0, row: 0 };
	for (let row = maths.round(height * 0.04); row < height * 0.42; row += 1) {
		let edge = 0;
		for (let column = from; column <= to; column += 1) {
			const at = row * width + column;
			edge += maths.abs((brightness[at + width] ?? 0) - (brightness[at - width] ?? 0));
		}
		// Of two edges of a cornice, the lower one ends it.
		if (edge > best.edge * 0.8) best = { edge: maths.max(edge, best.edge), row };
	}
	const vx = vanishing.x * width;
	const vy = vanishing.y * height;
	return Float32Array.from({ length: width }, (_, x) => {
		const [left, right] = corners;
		const beyond = x < left ? (vx - x) / (vx - left) : x > right ? (x - vx) / (right - vx) : 1;
		return vy - (vy - best.row) * beyond;
	});
}

/**
 * What colour the walls mostly have, and how much each place of the sketch is like it. A light wall
 * loses its colour near a window, but the sides have windows themselves: there it counts for more.
 */
function paintOf(
	{ width, height, bytes, warmth, yellow }: Sketch,
	line: FloorLine,
	ceiling: Float32Array,
): { usual: [number, number, number]; likeness: Float32Array } {
	const places: number[] = [];
	for (let at = 0; at < width * height; at += 1) {
		const column = at % width;
		const row = maths.floor(at / width);
		const [left, right] = line.corners;
		const foot = line.rows[column] ?? 0;
		const low = foot - skirtingEnds * (foot - vanishing.y * height);
		if (column > left && column < right && row > (ceiling[column] ?? 0) && row < low)
			places.push(at);
	}
	const middle = (valueOf: (at: number) => number) =>
		places.map(valueOf).sort((a, b) => a - b)[places.length >> 1] ?? 0;
	const red = middle((at) => warmth[at] ?? 0);
	const gold = middle((at) => yellow[at] ?? 0);
	return {
		usual: [
			middle((at) => bytes[at * 3] ?? 0),
			middle((at) => bytes[at * 3 + 1] ?? 0),
			middle((at) => bytes[at * 3 + 2] ?? 0),
		],
		likeness: Float32Array.from({ length: width * height }, (_, at) => {
			const gap = maths.hypot((warmth[at] ?? 0) - red, (yellow[at] ?? 0) - gold);
			const column = at % width;
			const atBack = column > line.corners[0] && column < line.corners[1];
			return atBack ? 1 - step(22, 28, gap) : 1 - step(5, 11, gap);
		}),
	};
}
