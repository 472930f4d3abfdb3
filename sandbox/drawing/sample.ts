import { maths } from '../render/maths';

/** Reads a place between the pixels of values with three numbers a pixel; writes to `out`. */
export function sample(
	values: Float32Array,
	{ width, height }: { width: number; height: number },
	x: number,
	y: number,
	out: Float64Array,
): void {
	const column = maths.max(0, maths.min(width - 1.001, x));
	const row = maths.max(0, maths.min(height - 1.001, y));
	const left = maths.floor(column);
	const top = maths.floor(row);
	const fx = column - left;
	const fy = row - top;
	const at = (top * width + left) * 3;
	const below = at + width * 3;
	for (let c = 0; c < 3; c += 1) {
		const upper = (values[at + c] ?? 0) * (1 - fx) + (values[at + 3 + c] ?? 0) * fx;
		const lower = (values[below + c] ?? 0) * (1 - fx) + (values[below + 3 + c] ?? 0) * fx;
		out[c] = upper * (1 - fy) + lower * fy;
	}
}

/** As `sample`, for values with one number a pixel. */
export function sampleOne(
	values: ArrayLike<number>,
	{ width, height }: { width: number; height: number },
	x: number,
	y: number,
): number {
	const column = maths.max(0, maths.min(width - 1.001, x));
	const row = maths.max(0, maths.min(height - 1.001, y));
	const left = maths.floor(column);
	const top = maths.floor(row);
	const fx = column - left;
	const fy = row - top;
	const at = top * width + left;
	const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
	const lower = (values[at + width] ?? 0) * (1 - fx) + (values[at + width + 1] ?? 0) * fx;
	return upper * (1 - fy) + lower * fy;
}
