import { maths } from '../render/maths';
import type { Sketch } from './room/sketch';

const around = 0.12;
const darker = 0.73;
const smallest = 0.0002;
const largest = 0.02;
const fullness = 0.66;

/** Window panes of a house, in a sketch. */
export interface Panes {
	/** 1 for each place that shows a pane. */
	found: Uint8Array;
	/** How bright it is around each place; the bars of a window are brighter. */
	around: Float32Array;
}

/** Finds panes: of a cold colour, with straight sides, and darker than all around. */
export function findPanes({ width, height, brightness, yellow }: Sketch): Panes {
	const means = meanAround(brightness, width, height);
	const dark = brightness.map((light, at) =>
		light < (means[at] ?? 0) * darker && (yellow[at] ?? 0) < -12 ? 1 : 0,
	);
	const found = new Uint8Array(width * height);
	const seen = new Uint8Array(width * height);
	for (let start = 0; start < dark.length; start += 1) {
		if (!dark[start] || seen[start]) continue;
		const part = [start];
		seen[start] = 1;
		let [left, right, top, bottom] = [width, 0, height, 0];
		for (let index = 0; index < part.length; index += 1) {
			const at = part[index] ?? 0;
			const column = at % width;
			const row = maths.floor(at / width);
			left = maths.min(left, column);
			right = maths.max(right, column);
			top = maths.min(top, row);
			bottom = maths.max(bottom, row);
			for (const next of [
				column > 0 ? at - 1 : -1,
				column < width - 1 ? at + 1 : -1,
				at - width,
				at + width,
			]) {
				if (next < 0 || seen[next] !== 0 || !dark[next]) continue;
				seen[next] = 1;
				part.push(next);
			}
		}
		const box = (right - left + 1) * (bottom - top + 1);
		const share = part.length / (width * height);
		const inside = left > 0 && right < width - 1 && top > height * 0.12 && bottom < height * 0.85;
		const shape = (right - left + 1) / (bottom - top + 1);
		if (share < smallest || share > largest || part.length / box < fullness || !inside) continue;
		if (shape < 0.25 || shape > 4) continue;
		for (let row = top; row <= bottom; row += 1) {
			found.fill(1, row * width + left, row * width + right + 1);
		}
	}
	return { found, around: means };
}

/** The mean of a square around each place. */
function meanAround(values: Float32Array, width: number, height: number): Float32Array {
	const reach = maths.max(2, maths.round(width * around));
	const sums = new Float64Array((width + 1) * (height + 1));
	for (let row = 0; row < height; row += 1) {
		let line = 0;
		for (let column = 0; column < width; column += 1) {
			line += values[row * width + column] ?? 0;
			const above = sums[row * (width + 1) + column + 1] ?? 0;
			sums[(row + 1) * (width + 1) + column + 1] = above + line;
		}
	}
	return values.map((_, at) => {
		const column = at % width;
		const row = maths.floor(at / width);
		const left = maths.max(0, column - reach);
		const right = maths.min(width, column + reach + 1);
		const top = maths.max(0, row - reach);
		const bottom = maths.min(height, row + reach + 1);
		const corner = (y: number, x: number) => sums[y * (width + 1) + x] ?? 0;
		const sum =
			corner(bottom, right) - corner(top, right) - corner(bottom, left) + corner(top, left);
		return sum / ((right - left) * (bottom - top));
	});
}
