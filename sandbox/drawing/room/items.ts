import { maths } from '../../render/maths';
import type { Sketch } from './sketch';
import { floor, unknown } from './surfaces';

const smallestCore = 6;
const sideShare = 0.2;
const gapShare = 0.09;
const margin = 6;
const shadowBelow = 3;

/**
 * Marks what stands in a room or hangs on its wall: whatever the surfaces did not reach, but for thin
 * lines, specks, and what belongs to the house at the sides (a window).
 */
export function findItems({ width, height }: Sketch, surfaces: Uint8Array): Uint8Array {
	const items = new Uint8Array(width * height);
	const seen = new Uint8Array(width * height);
	for (let start = 0; start < surfaces.length; start += 1) {
		if (seen[start] || surfaces[start] !== unknown) continue;
		const part = connected(start, surfaces, seen, width);
		const core = part.filter((at) => isInner(at, surfaces, width)).length;
		if (core < smallestCore) continue;
		const middle = part.reduce((sum, at) => sum + (at % width), 0) / part.length / width;
		const onFloor = part.some((at) =>
			[1, 2, 3].some((down) => surfaces[at + down * width] === floor),
		);
		if (!onFloor && (middle < sideShare || middle > 1 - sideShare)) continue;
		for (const at of part) items[at] = 1;
	}
	return spread(closeGaps(items, width, height), width, height);
}

function connected(start: number, surfaces: Uint8Array, seen: Uint8Array, width: number): number[] {
	const part = [start];
	seen[start] = 1;
	for (let index = 0; index < part.length; index += 1) {
		const at = part[index] ?? 0;
		const column = at % width;
		for (const next of [
			column > 0 ? at - 1 : -1,
			column < width - 1 ? at + 1 : -1,
			at - width,
			at + width,
		]) {
			if (next < 0 || seen[next] !== 0 || surfaces[next] !== unknown) continue;
			seen[next] = 1;
			part.push(next);
		}
	}
	return part;
}

function isInner(at: number, surfaces: Uint8Array, width: number): boolean {
	return [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1].every(
		(step) => surfaces[at + step] === unknown,
	);
}

/** Marks what has something marked closely to its left, to its right and below: a light cushion. */
function closeGaps(items: Uint8Array, width: number, height: number): Uint8Array {
	const reach = maths.round(width * gapShare);
	const closed = items.slice();
	const near = (at: number, step: number, most: number) => {
		for (let n = 1; n <= most; n += 1) if (items[at + n * step] === 1) return true;
		return false;
	};
	for (let row = 0; row < height; row += 1) {
		for (let column = 0; column < width; column += 1) {
			const at = row * width + column;
			if (items[at]) continue;
			if (
				near(at, -1, maths.min(reach, column)) &&
				near(at, 1, maths.min(reach, width - 1 - column)) &&
				near(at, width, reach)
			) {
				closed[at] = 1;
			}
		}
	}
	return closed;
}

/** Marks a margin around what is marked, a wider one below. */
function spread(items: Uint8Array, width: number, height: number): Uint8Array {
	const wide = items.slice();
	for (let row = 0; row < height; row += 1) {
		for (let column = 0; column < width; column += 1) {
			if (!items[row * width + column]) continue;
			const lowest = maths.min(height - 1, row + margin + shadowBelow);
			for (let y = maths.max(0, row - margin); y <= lowest; y += 1) {
				const from = maths.max(0, column - margin);
				wide.fill(1, y * width + from, y * width + maths.min(width, column + margin + 1));
			}
		}
	}
	return wide;
}
