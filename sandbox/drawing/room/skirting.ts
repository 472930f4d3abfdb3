import { maths } from '../../render/maths';
import type { Picture } from '../picture';
import { type FloorLine, vanishing } from './floorLine';
import type { Sketch } from './sketch';

const bins = 96;
const tallest = 0.24;
const fewest = 40;

/**
 * What runs along the foot of the walls: for each height above the floor how much brighter or darker
 * it is than the wall above, red, green and blue.
 */
export class Skirting {
	private readonly profile = new Float32Array(bins * 3);

	/** Measures it where the walls are bare. */
	constructor(picture: Picture, { width, height }: Sketch, marked: Uint8Array, line: FloorLine) {
		const { data } = picture;
		const scale = picture.width / width;
		const found: number[][] = Array.from({ length: bins * 3 }, () => []);
		const reference = [0, 0, 0];
		for (let x = 0; x < picture.width; x += 2) {
			const column = maths.min(width - 1, maths.floor(x / scale));
			const foot = line.rows[column] ?? height;
			const rise = foot - vanishing.y * height;
			const top = maths.floor(foot - tallest * rise);
			const bare = Array.from({ length: maths.ceil(foot) - top + 1 }, (_, y) => top + y).every(
				(y) => y < height && marked[y * width + column] === 0,
			);
			if (!bare || rise <= 0) continue;
			for (let bin = bins - 1; bin >= 0; bin -= 1) {
				const up = ((bin + 0.5) / bins) * tallest;
				const y = maths.round((foot - up * rise) * scale);
				const at = (y * picture.width + x) * 3;
				for (let c = 0; c < 3; c += 1) {
					const byte = data[at + c] ?? 0;
					if (bin === bins - 1) reference[c] = byte;
					found[bin * 3 + c]?.push(byte - (reference[c] ?? 0));
				}
			}
		}
		for (const [index, values] of found.entries()) {
			if (values.length < fewest) continue;
			values.sort((a, b) => a - b);
			this.profile[index] = values[values.length >> 1] ?? 0;
		}
	}

	/** How much it differs from the wall, this far up from the floor (0) to the horizon (1). */
	at(up: number, c: number): number {
		const place = (up / tallest) * bins - 0.5;
		if (place > bins - 1) return 0;
		const bin = maths.max(0, maths.floor(place));
		const from = this.profile[bin * 3 + c] ?? 0;
		const to = this.profile[maths.min(bins - 1, bin + 1) * 3 + c] ?? 0;
		return from + (to - from) * maths.max(0, place - bin);
	}
}
