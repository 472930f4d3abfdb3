import type { Colour } from '../render/colour';
import type { Point } from '../render/shapes';
import { maths } from '../render/maths';

/** A flat wall of a room: a corner, its two edges (metres), and the direction it faces. */
export interface Wall {
	corner: Point;
	u: Point;
	v: Point;
	facing: Point;
	colour: Colour;
}

/** The light that falls straight on a place of a wall, without bouncing; writes to `out`. */
export type DirectLight = (place: Point, facing: Point, out: Float64Array) => void;

const columns = 18;
const rows = 14;
const bounces = 4;

/** How light that bounces between the walls of an empty room falls on each of them. */
export class BouncedLight {
	private readonly grids: readonly Float64Array[];

	constructor(walls: readonly Wall[], direct: DirectLight) {
		const patches = walls.flatMap((wall, index) => patchesOf(wall, index));
		const light = new Float64Array(3);
		let sent = patches.map((patch) => {
			light.fill(0);
			direct(patch.place, patch.wall.facing, light);
			return lit(patch.wall.colour, light);
		});
		const total = patches.map(() => [0, 0, 0] as [number, number, number]);
		for (let bounce = 0; bounce < bounces; bounce += 1) {
			const received = patches.map((to) => gather(to, patches, sent));
			received.forEach((one, index) => {
				const sum = total[index];
				if (sum) for (const c of [0, 1, 2] as const) sum[c] += one[c];
			});
			sent = patches.map(({ wall }, index) => lit(wall.colour, received[index] ?? [0, 0, 0]));
		}
		this.grids = walls.map((_, index) => {
			const own = total.filter((_one, patch) => patches[patch]?.index === index);
			return Float64Array.from(own.flat());
		});
	}

	/** Bounced light on a wall, at (s, t) from 0 to 1 along its edges; adds to `out`. */
	add(wall: number, s: number, t: number, out: Float64Array): void {
		const grid = this.grids[wall];
		if (!grid) return;
		const x = maths.max(0, maths.min(columns - 1.001, s * columns - 0.5));
		const y = maths.max(0, maths.min(rows - 1.001, t * rows - 0.5));
		const xi = maths.floor(x);
		const yi = maths.floor(y);
		const fx = x - xi;
		const fy = y - yi;
		const at = (yi * columns + xi) * 3;
		const below = at + columns * 3;
		for (let c = 0; c < 3; c += 1) {
			const top = (grid[at + c] ?? 0) * (1 - fx) + (grid[at + 3 + c] ?? 0) * fx;
			const bottom = (grid[below + c] ?? 0) * (1 - fx) + (grid[below + 3 + c] ?? 0) * fx;
			out[c] = (out[c] ?? 0) + top * (1 - fy) + bottom * fy;
		}
	}
}

interface Patch {
	wall: Wall;
	index: number;
	place: Point;
	area: number;
}

function patchesOf(wall: Wall, index: number): Patch[] {
	const area = (maths.hypot(...wall.u) * maths.hypot(...wall.v)) / (columns * rows);
	return Array.from({ length: columns * rows }, (_, number) => {
		const s = ((number % columns) + 0.5) / columns;
		const t = (maths.floor(number / columns) + 0.5) / rows;
		const along = (axis: 0 | 1 | 2) => wall.corner[axis] + wall.u[axis] * s + wall.v[axis] * t;
		return { wall, index, area, place: [along(0), along(1), along(2)] as const };
	});
}

function gather(to: Patch, patches: Patch[], sent: Colour[]): [number, number, number] {
	const out: [number, number, number] = [0, 0, 0];
	const [nx, ny, nz] = to.wall.facing;
	patches.forEach((from, index) => {
		if (from.index === to.index) return;
		const dx = from.place[0] - to.place[0];
		const dy = from.place[1] - to.place[1];
		const dz = from.place[2] - to.place[2];
		const [mx, my, mz] = from.wall.facing;
		const here = dx * nx + dy * ny + dz * nz;
		const there = -(dx * mx + dy * my + dz * mz);
		if (here <= 0 || there <= 0) return;
		const r2 = dx * dx + dy * dy + dz * dz;
		const share = (here * there * from.area) / (r2 * (maths.PI * r2 + from.area));
		const light = sent[index];
		if (light) for (const c of [0, 1, 2] as const) out[c] += light[c] * share;
	});
	return out;
}

function lit(colour: Colour, light: ArrayLike<number>): Colour {
	return [colour[0] * (light[0] ?? 0), colour[1] * (light[1] ?? 0), colour[2] * (light[2] ?? 0)];
}
