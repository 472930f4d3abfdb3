import { aim, type Camera } from '../render/camera';
import { type Colour, colour } from '../render/colour';
import { cloud, hash, mix, noise, step } from '../render/noise';
import { forRows } from '../render/pace';
import { newRay, render } from '../render/scene';
import { Ball, Box, Cone, type Material, type Point, Sheet, type Shape } from '../render/shapes';
import { develop } from './develop';
import { maths } from '../render/maths';

const camera: Camera = { x: -1.2, y: 1.75, z: 14.5, spread: 1.22, horizon: 0.6 };

const underexposed = 0.24;
const coldCast: Colour = [0.86, 0.98, 1.16];

/** Renders a house front on a dull day, taken too dark: three bytes (RGB) for each pixel. */
export async function darkFacade(columns: number, rows: number): Promise<Buffer> {
	const scene = {
		shapes: house(),
		camera,
		surroundings: overcast,
		catchesShadows: false,
		raysPerPixel: 4,
	};
	const layer = await render(scene, columns, rows);
	const pixels = new Float32Array(columns * rows * 3);
	const ray = newRay();
	const sky = new Float64Array(3);
	await forRows(rows, (row) => {
		for (let column = 0; column < columns; column += 1) {
			const at = row * columns + column;
			const covered = layer.coverage[at] ?? 0;
			if (covered < 1) {
				aim(camera, columns, rows, column + 0.5, row + 0.5, ray);
				cloudySky(ray.dx, ray.dy, ray.dz, sky);
			}
			for (const c of [0, 1, 2] as const) {
				const light = (layer.light[at * 3 + c] ?? 0) + (sky[c] ?? 0) * (1 - covered);
				pixels[at * 3 + c] = light * coldCast[c];
			}
		}
	});
	return develop(pixels, columns, underexposed);
}

/** Even light from above, some from the ground. */
function overcast(_dx: number, dy: number, _dz: number, light: Float64Array): void {
	const level = dy > 0 ? 0.75 + 1.05 * dy : 0.16;
	light[0] = level * 0.98;
	light[1] = level;
	light[2] = level * 1.05;
}

function cloudySky(dx: number, dy: number, dz: number, light: Float64Array): void {
	const flat = maths.max(0.05, dy + 0.12);
	const u = dx / flat;
	const v = -dz / flat;
	const heavy = cloud(u * 0.75 + 3, v * 0.55, 6, 5);
	const level = 1.18 + 0.5 * step(0.32, 0.72, heavy) + 0.22 * (1 - step(0, 0.35, dy));
	light[0] = level * 0.97;
	light[1] = level;
	light[2] = level * 1.04;
}

const siding = plain('#d9d3c4', '#8f897b', (_x, y) => lap(y / 0.17));
const gableSiding = plain('#cfc8b8', '#857f72', (_x, y) => lap(y / 0.17));
const trim = plain('#efece4');
const stone = plain('#8d8880', '#5d5952', (x, y) => {
	const course = maths.floor(y / 0.22);
	const along = x / 0.46 + hash(course, 1, 3);
	const edge = maths.min(fraction(along), 1 - fraction(along)) * 0.46;
	const bed = maths.min(fraction(y / 0.22), 1 - fraction(y / 0.22)) * 0.22;
	const joint = maths.min(edge, bed) < 0.014 ? 1 : 0;
	return maths.max(joint, 0.7 * hash(maths.floor(along), course, 8) * noise(x * 9, y * 9, 2));
});
const shingles = plain('#5a5653', '#2f2d2c', (x, y) => {
	const course = maths.floor(y / 0.24);
	const tab = x / 0.32 + (course % 2) * 0.5;
	const edge = fraction(y / 0.24) < 0.12 ? 0.9 : 0;
	return maths.max(edge, 0.75 * hash(maths.floor(tab), course, 6) * (0.5 + noise(x * 8, y * 8, 1)));
});
const glass = plain('#39434c', '#9aa7b0', (x, y) => {
	const streak = cloud((x + y) * 1.1, (x - y) * 0.5, 3, 12);
	return maths.max(0, maths.min(1, 0.12 + y * 0.32 + (streak - 0.5) * 0.9));
});
const grass = plain('#76804f', '#4b5633', (x, _y, z) => {
	const patches = cloud(x * 0.35, z * 0.35, 3, 14);
	const blades = cloud(x * 21, z * 9, 3, 15);
	return maths.max(0, maths.min(1, blades * 1.5 - 0.45 + (patches - 0.5) * 0.9));
});
const concrete = plain('#a9a59d', '#7f7b75', (x, _y, z) => {
	const seam = maths.abs(fraction(z / 2.4) - 0.5) * 2.4 > 1.185 ? 0.9 : 0;
	return maths.max(seam, cloud(x * 2.2, z * 2.2, 5, 22) * 0.8);
});
const leaves: Material = {
	...plain('#62733f', '#222b19', (x, y, z) => step(0.3, 0.7, cloud(x * 15 + z * 9, y * 15, 3, 33))),
	gap: (x, y, z) => noise(x * 11 + z * 7, y * 11 - z * 5, 34) > 0.56,
};
const darkLeaves = plain('#4d5c41', '#2a3424', (x, y, z) =>
	step(0.3, 0.7, cloud(x * 5 + z * 4, y * 5, 4, 35)),
);
const bark = plain('#5c5046', '#3c342d', (x, y, z) => cloud((x + z) * 24, y * 5, 3, 36));
const doorPaint = plain('#6d3327', '#54261d', (x, y) => panel(x, y, 0.42, 0.62));
const garagePaint = plain('#e4e0d6', '#b3aea3', (x, y) => panel(x, y, 0.68, 0.52));
const metal = plain('#2b2b2c');

function house(): Shape[] {
	return [
		new Box([0, -1, 0], [160, 1, 90], grass),
		...paving(),
		...mainBody(),
		...frontGable(),
		...garage(),
		...porch(),
		...windowAt(-4.75, 3.45, 1.5, 1.45, 0.62),
		...windowAt(-2.35, 3.45, 1.5, 1.45, 0.62),
		...windowAt(1.35, 3.5, 1.7, 1.35),
		...windowAt(-3.55, 0.85, 2.7, 1.55, 0.62),
		...windowAt(1.75, 0.85, 1.5, 1.5),
		...shrubs(),
		...tree(-9.2, 1.2, 2.9, 1.75, 40),
		...tree(9.6, -6.5, 4.2, 2.3, 41),
		...distance(),
	];
}

function mainBody(): Shape[] {
	return [
		new Box([-1.5, 0, -3.5], [8, 5.5, 7], siding),
		new Box([-1.5, 0, 0.02], [8.04, 0.55, 0.06], stone),
		new Box([-5.42, 0, 0.04], [0.2, 5.5, 0.09], trim),
		new Box([2.42, 0, 0.04], [0.2, 5.5, 0.09], trim),
		new Sheet([-6, 5.3, 0.6], [9, 0, 0], [0, 2.7, -4.1], shingles),
		new Box([-1.5, 5.16, 0.58], [9.04, 0.2, 0.09], trim),
		new Box([-1.5, 5.28, 0.66], [9.04, 0.1, 0.12], trim, 0.04),
		new Box([0.9, 6.6, -3], [0.75, 2.1, 0.75], stone),
		new Box([0.9, 8.7, -3], [0.9, 0.12, 0.9], concrete),
	];
}

function frontGable(): Shape[] {
	const left = -5.5;
	const span = 4;
	const rise = 1.95;
	const half: Point = [span / 2, rise, 0];
	const back: Point = [0, 0.35, -3.4];
	return [
		new Box([left + span / 2, 0, 0.28], [span, 5.35, 0.5], siding),
		new Box([left + span / 2, 0, 0.55], [span + 0.05, 0.55, 0.06], stone),
		new Sheet([left, 5.35, 0.53], [span, 0, 0], [span / 2, rise, 0], gableSiding, true),
		new Sheet([left - 0.35, 5.05, 0.85], [half[0] + 0.35, half[1] + 0.35, 0], back, shingles),
		new Sheet(
			[left + span + 0.35, 5.05, 0.85],
			[-half[0] - 0.35, half[1] + 0.35, 0],
			back,
			shingles,
		),
		...bargeBoards(left - 0.35, 5.0, span + 0.7, rise + 0.34, 0.87),
		new Box([left + span / 2, 5.85, 0.56], [0.55, 0.75, 0.06], trim),
		new Box([left + span / 2, 5.92, 0.59], [0.41, 0.61, 0.04], metal),
		new Box([left + 0.1, 0, 0.56], [0.2, 5.35, 0.06], trim),
		new Box([left + span - 0.1, 0, 0.56], [0.2, 5.35, 0.06], trim),
	];
}

/** The white boards along both slopes of a gable. */
function bargeBoards(left: number, foot: number, span: number, rise: number, z: number): Shape[] {
	const down: Point = [0, -0.2, 0];
	return [
		new Sheet([left, foot + 0.12, z], [span / 2, rise, 0], down, trim),
		new Sheet([left + span, foot + 0.12, z], [-span / 2, rise, 0], down, trim),
	];
}

function garage(): Shape[] {
	const left = 2.5;
	const span = 4.9;
	const z = 0.35;
	const rise = 1.5;
	return [
		new Box([left + span / 2, 0, -2.4], [span, 2.95, 5.5], siding),
		new Box([left + span / 2, 0, z], [span + 0.05, 0.45, 0.06], stone),
		new Sheet([left, 2.95, z], [span, 0, 0], [span / 2, rise, 0], gableSiding, true),
		new Sheet(
			[left - 0.35, 2.75, z + 0.35],
			[span / 2 + 0.35, rise + 0.22, 0],
			[0, 0, -4],
			shingles,
		),
		new Sheet(
			[left + span + 0.35, 2.75, z + 0.35],
			[-span / 2 - 0.35, rise + 0.22, 0],
			[0, 0, -4],
			shingles,
		),
		...bargeBoards(left - 0.35, 2.7, span + 0.7, rise + 0.22, z + 0.37),
		new Box([left + span / 2, 0, z + 0.02], [3.5, 2.42, 0.09], trim),
		new Box([left + span / 2, 0, z + 0.06], [3.2, 2.26, 0.07], garagePaint),
		new Box([left + 0.5, 1.75, z + 0.12], [0.13, 0.32, 0.15], metal, 0.03),
		new Box([left + span - 0.5, 1.75, z + 0.12], [0.13, 0.32, 0.15], metal, 0.03),
	];
}

function porch(): Shape[] {
	return [
		new Box([0.05, 0, 1], [2.9, 0.18, 1.9], concrete),
		new Box([0.05, 0, 2.05], [1.8, 0.09, 0.4], concrete),
		new Box([-0.1, 0.18, 0.05], [1.42, 2.42, 0.12], trim),
		new Box([-0.1, 0.18, 0.1], [1, 2.15, 0.1], doorPaint),
		new Box([0.29, 1.15, 0.17], [0.05, 0.16, 0.05], metal),
		new Box([-1.18, 0.18, 1.7], [0.2, 2.6, 0.2], trim),
		new Box([1.28, 0.18, 1.7], [0.2, 2.6, 0.2], trim),
		new Box([0.05, 2.7, 1.68], [2.95, 0.26, 0.26], trim),
		new Sheet([-1.6, 2.9, 2.05], [3.3, 0, 0], [0, 0.75, -2], shingles),
		new Box([0.05, 2.84, 2.05], [3.3, 0.14, 0.07], trim),
	];
}

function paving(): Shape[] {
	return [
		new Box([4.95, -0.02, 8.4], [4, 0.05, 16], concrete),
		new Box([0.05, -0.02, 3.4], [1.25, 0.05, 2.6], concrete),
		new Box([1.75, -0.02, 4.6], [4.6, 0.05, 1.2], concrete),
	];
}

function windowAt(x: number, y: number, w: number, h: number, z = 0.08): Shape[] {
	const bars = w > 2 ? [-w / 6, w / 6] : [0];
	return [
		new Box([x, y - 0.1, z], [w + 0.22, h + 0.22, 0.06], trim),
		new Box([x, y - 0.15, z + 0.04], [w + 0.36, 0.08, 0.16], trim, 0.015),
		new Box([x, y, z + 0.02], [w, h, 0.05], glass),
		...bars.map((at) => new Box([x + at, y, z + 0.035], [0.055, h, 0.05], trim)),
		new Box([x, y + h * 0.5, z + 0.035], [w, 0.05, 0.05], trim),
	];
}

function shrubs(): Shape[] {
	const places = [
		[-5.3, 1.15, 0.52],
		[-4.45, 1.25, 0.42],
		[-3.6, 1.2, 0.5],
		[-2.75, 1.25, 0.4],
		[-1.95, 1.15, 0.48],
		[1.95, 0.75, 0.42],
		[7.75, 0.6, 0.6],
	] as const;
	return places.flatMap(([x, z, r], index) =>
		Array.from({ length: 20 }, (_, leaf) => {
			const at = (seed: number) => hash(leaf, index, seed) - 0.5;
			const size = r * (0.42 + 0.25 * hash(leaf, index, 4));
			return new Ball(
				[x + at(1) * r * 1.3, r * 0.55 + at(2) * r * 0.8, z + at(3) * r],
				[size, size * 0.9, size],
				leaves,
			);
		}),
	);
}

function tree(x: number, z: number, height: number, crown: number, seed: number): Shape[] {
	const balls = Array.from({ length: 90 }, (_, index) => {
		const around = hash(index, 1, seed) * maths.PI * 2;
		const up = hash(index, 2, seed) * 2 - 1;
		const out = maths.sqrt(1 - up * up) * (0.55 + 0.5 * hash(index, 3, seed));
		const size = crown * (0.2 + 0.17 * hash(index, 4, seed));
		return new Ball(
			[
				x + maths.cos(around) * out * crown,
				height + up * crown * 1.05,
				z + maths.sin(around) * out * crown,
			],
			[size, size * 0.85, size],
			leaves,
		);
	});
	return [new Cone([x, 0, z], height, 0.2, 0.13, bark), ...balls];
}

function distance(): Shape[] {
	return Array.from({ length: 34 }, (_, index) => {
		const size = 2.2 + 2.4 * hash(index, 1, 70);
		return new Ball(
			[-34 + index * 2.1, size * 0.45, -19 - 5 * hash(index, 2, 70)],
			[size, size * (0.85 + 0.4 * hash(index, 3, 70)), size],
			darkLeaves,
		);
	});
}

function plain(own: string, other?: string, pattern?: Material['pattern']): Material {
	return { colour: colour(own), other: other === undefined ? undefined : colour(other), pattern };
}

function lap(course: number): number {
	const part = fraction(course);
	return part < 0.1 ? 0.75 : 0.12 * mix(1, 0, part) + 0.1 * hash(maths.floor(course), 1, 2);
}

function panel(x: number, y: number, w: number, h: number): number {
	const edgeX = maths.min(fraction(x / w), 1 - fraction(x / w)) * w;
	const edgeY = maths.min(fraction(y / h), 1 - fraction(y / h)) * h;
	const edge = maths.min(edgeX, edgeY);
	return edge < 0.012 ? 0.95 : edge < 0.07 ? 0.35 : 0.05;
}

function fraction(x: number): number {
	return x - maths.floor(x);
}
