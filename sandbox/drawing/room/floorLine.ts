import { maths } from '../../render/maths';
import type { Sketch } from './sketch';
import { floor, wall } from './surfaces';

/** Where the lines of a room that run away from the viewer meet: usual for photos of rooms. */
export const vanishing = { x: 0.5, y: 0.47 };

/** The foot of the walls of a room, in pixels of a sketch. */
export interface FloorLine {
	/** The row where the floor begins, for each column. */
	rows: Float32Array;
	/** The columns where the back wall begins and ends. */
	corners: readonly [left: number, right: number];
}

const fewestSamples = 12;
const gap = 6;
const steepest = 1.6;

/**
 * Finds the foot of the walls: a level line at the back, and a slanted one to each side. Undefined
 * where hardly any of it is to be seen.
 */
export function findFloorLine(
	{ width, height }: Sketch,
	surfaces: Uint8Array,
	items: Uint8Array,
): FloorLine | undefined {
	const samples = samplesOf(width, height, surfaces, items);
	if (samples.length < fewestSamples) return undefined;
	const every = maths.ceil(samples.length / 120);
	const some = samples.filter((_, index) => index % every === 0);
	const vx = vanishing.x * width;
	const vy = vanishing.y * height;
	let worst = height * 0.06;
	let best = { cost: endlessCost, back: 0, left: 0, right: 0 };
	const tryOut = (back: number, left: number, right: number) => {
		let cost = 0;
		for (const [x, y] of some) {
			const row = maths.max(back, vy + left * (vx - x), vy + right * (x - vx));
			cost += maths.min(worst, maths.abs(row - y));
		}
		if (cost < best.cost) best = { cost, back, left, right };
	};
	const levels = [...new Set(some.map(([, y]) => y))];
	for (const back of levels) {
		for (let left = 0; left < steepest; left += 0.08) {
			for (let right = 0; right < steepest; right += 0.08) tryOut(back, left, right);
		}
	}
	worst = height * 0.02;
	best.cost = endlessCost;
	for (let size = 0.08; size > 0.002; size *= 0.8) {
		const { back, left, right } = best;
		for (const b of [-1, 0, 1]) {
			for (const l of [-1, 0, 1]) {
				for (const r of [-1, 0, 1]) {
					tryOut(
						back + b * size * 40,
						maths.max(0, left + l * size),
						maths.max(0, right + r * size),
					);
				}
			}
		}
	}
	const { back, left, right } = best;
	return {
		rows: Float32Array.from({ length: width }, (_, x) =>
			maths.max(back, vy + left * (vx - x), vy + right * (x - vx)),
		),
		corners: [
			left > 0 ? vx - (back - vy) / left : -1,
			right > 0 ? vx + (back - vy) / right : width,
		],
	};
}

const endlessCost = Number.MAX_VALUE;

/** Places where the floor is seen to begin under a bare wall. */
function samplesOf(
	width: number,
	height: number,
	surfaces: Uint8Array,
	items: Uint8Array,
): [x: number, y: number][] {
	const samples: [number, number][] = [];
	for (let x = 0; x < width; x += 1) {
		for (let y = maths.ceil(height / 2); y < height; y += 1) {
			const at = y * width + x;
			if (surfaces[at] !== floor) continue;
			const above = Array.from({ length: gap }, (_, up) => at - (up + 1) * width);
			const bare = above.every((one) => !items[one]) && !items[at];
			const onWall = above.find((one) => surfaces[one] === wall);
			if (bare && onWall !== undefined) {
				samples.push([x, (y + maths.floor(onWall / width) + 1) / 2]);
			}
			break;
		}
	}
	return samples;
}
