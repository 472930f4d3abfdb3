import { aim, roomCamera } from '../render/camera';
import { type Colour, colour } from '../render/colour';
import { cloud, hash, mix, noise, step } from '../render/noise';
import { forRows } from '../render/pace';
import { newRay } from '../render/scene';
import type { Point, Ray } from '../render/shapes';
import { develop } from './develop';
import { BouncedLight, type Wall } from './radiosity';
import { endless, maths } from '../render/maths';

const room = { left: -2.05, right: 2.65, height: 2.7, front: 6.6 };
const depth = room.front;
const width = room.right - room.left;
const opening = { near: 2.55, far: 0.45, bottom: 0.32, top: 2.38, reveal: 0.16 };
const frame = 0.055;

const paint = colour('#e9e4da');
const ceilingPaint = colour('#f4f2ee');
const woodDark = colour('#a57c52');
const woodLight = colour('#caa477');
const trim = colour('#f6f4ef');

const wood: Colour = [0.45, 0.36, 0.28];
const walls: readonly Wall[] = [
	{
		corner: [room.left, 0, 0],
		u: [width, 0, 0],
		v: [0, 0, depth],
		facing: [0, 1, 0],
		colour: wood,
	},
	{
		corner: [room.left, room.height, 0],
		u: [width, 0, 0],
		v: [0, 0, depth],
		facing: [0, -1, 0],
		colour: ceilingPaint,
	},
	{
		corner: [room.left, 0, 0],
		u: [width, 0, 0],
		v: [0, room.height, 0],
		facing: [0, 0, 1],
		colour: paint,
	},
	{
		corner: [room.left, 0, 0],
		u: [0, 0, depth],
		v: [0, room.height, 0],
		facing: [1, 0, 0],
		colour: paint,
	},
	{
		corner: [room.right, 0, 0],
		u: [0, 0, depth],
		v: [0, room.height, 0],
		facing: [-1, 0, 0],
		colour: paint,
	},
	{
		corner: [room.left, 0, depth],
		u: [width, 0, 0],
		v: [0, room.height, 0],
		facing: [0, 0, -1],
		colour: paint,
	},
];
const [floorWall, ceilingWall, backWall, leftWall, rightWall, frontWall] = [0, 1, 2, 3, 4, 5];

// Where the sun stands, seen from the room: to the left, high, a little behind the back wall.
const sun = unit([-0.86, 0.62, -0.1]);
const sunLight: Colour = [10.5, 9.6, 8.1];
const skyLight: Colour = [5.3, 5.6, 6.1];
const groundLight: Colour = [2.1, 2.1, 1.95];

/** Renders an empty living room with a big window: three bytes (RGB) for each pixel. */
export async function livingRoom(columns: number, rows: number): Promise<Buffer> {
	return develop(await lightOfLivingRoom(columns, rows), columns, 1);
}

/** The light of the empty living room: three numbers for each pixel. */
export async function lightOfLivingRoom(columns: number, rows: number): Promise<Float32Array> {
	const bounced = new BouncedLight(walls, directLight);
	const painter = new Painter(bounced, columns);
	const pixels = new Float32Array(columns * rows * 3);
	await forRows(rows, (row) => {
		for (let column = 0; column < columns; column += 1) {
			const light = painter.paint(column + 0.5, row + 0.5, columns, rows);
			pixels.set(light, (row * columns + column) * 3);
		}
	});
	const smooth = pixels.slice();
	await forRows(rows, (row) => {
		for (let column = 0; column < columns; column += 1) {
			if (!onEdge(pixels, columns, rows, column, row)) continue;
			const at = (row * columns + column) * 3;
			smooth.fill(0, at, at + 3);
			for (const [x, y] of subPixels) {
				const light = painter.paint(column + x, row + y, columns, rows);
				// A blown-out window counts as white, or its edges would stay as hard as they are.
				for (let c = 0; c < 3; c += 1) {
					const share = maths.min(1.2, light[c] ?? 0) / subPixels.length;
					smooth[at + c] = (smooth[at + c] ?? 0) + share;
				}
			}
		}
	});
	return smooth;
}

const subPixels = [
	[0.25, 0.125],
	[0.875, 0.375],
	[0.125, 0.625],
	[0.625, 0.875],
] as const;

/** Whether a pixel differs a lot from one next to it. */
function onEdge(
	pixels: Float32Array,
	columns: number,
	rows: number,
	column: number,
	row: number,
): boolean {
	const at = (row * columns + column) * 3 + 1;
	const own = pixels[at] ?? 0;
	const differs = (other: number) => maths.abs((pixels[other] ?? own) - own) > 0.09;
	return (
		(column > 0 && differs(at - 3)) ||
		(column < columns - 1 && differs(at + 3)) ||
		(row > 0 && differs(at - columns * 3)) ||
		(row < rows - 1 && differs(at + columns * 3))
	);
}

class Painter {
	private readonly ray = newRay();
	private readonly light = new Float64Array(3);
	private readonly other = new Float64Array(3);
	private readonly out = new Float64Array(3);

	constructor(
		private readonly bounced: BouncedLight,
		private readonly columns: number,
	) {}

	paint(px: number, py: number, columns: number, rows: number): Float64Array {
		const { ray, out } = this;
		aim(roomCamera, columns, rows, px, py, ray);
		const { wall, distance } = this.wallOn(ray);
		const x = ray.ox + ray.dx * distance;
		const y = ray.oy + ray.dy * distance;
		const z = ray.oz + ray.dz * distance;
		if (wall === floorWall) this.floor(x, z, distance);
		else if (wall === ceilingWall) this.plain(wall, x, y, z, ceilingPaint);
		else if (wall === leftWall && inOpening(y, z)) this.window(ray, x, y, z);
		else this.painted(wall, x, y, z);
		return out;
	}

	private wallOn({ ox, oy, oz, dx, dy, dz }: Ray): { wall: number; distance: number } {
		const upright = dy < 0 ? -oy / dy : dy > 0 ? (room.height - oy) / dy : endless;
		const across = dx < 0 ? (room.left - ox) / dx : dx > 0 ? (room.right - ox) / dx : endless;
		const ahead = dz < 0 ? -oz / dz : dz > 0 ? (room.front - oz) / dz : endless;
		const distance = maths.min(upright, across, ahead);
		if (distance === upright) return { wall: dy < 0 ? floorWall : ceilingWall, distance };
		if (distance === across) return { wall: dx < 0 ? leftWall : rightWall, distance };
		return { wall: dz < 0 ? backWall : frontWall, distance };
	}

	/** All light that falls on a place of a wall. */
	private lightOn(wall: number, x: number, y: number, z: number, into: Float64Array): void {
		const facing = walls[wall]?.facing ?? [0, 1, 0];
		into.fill(0);
		directLight([x, y, z], facing, into);
		const flat = wall === floorWall || wall === ceilingWall;
		const facesUs = wall === backWall || wall === frontWall;
		const s = flat || facesUs ? (x - room.left) / width : z / depth;
		const t = flat ? z / depth : y / room.height;
		this.bounced.add(wall, s, t, into);
		const corners =
			(facesUs ? 1 : nook(z)) *
			(flat ? 1 : nook(y) * nook(room.height - y)) *
			(wall === leftWall || wall === rightWall ? 1 : nook(x - room.left) * nook(room.right - x));
		for (let c = 0; c < 3; c += 1) into[c] = (into[c] ?? 0) * corners;
	}

	private plain(wall: number, x: number, y: number, z: number, paintOf: Colour): void {
		const { light, out } = this;
		this.lightOn(wall, x, y, z, light);
		for (let c = 0; c < 3; c += 1) out[c] = (light[c] ?? 0) * (paintOf[c] ?? 1);
	}

	private painted(wall: number, x: number, y: number, z: number): void {
		const along = wall === backWall || wall === frontWall ? x : z;
		const surface = wall === leftWall ? casing(y, z) : undefined;
		if (y < 0.135 || y > room.height - 0.09) {
			this.plain(wall, x, y, z, trim);
			this.dim(y < 0.135 ? skirting(y) : cornice(room.height - y));
		} else if (surface !== undefined) {
			this.plain(wall, x, y, z, trim);
			this.dim(surface);
		} else {
			this.plain(wall, x, y, z, paint);
			// A shadow line above the skirting, and the slight unevenness of painted plaster.
			this.dim(1 - 0.1 * (1 - step(0.135, 0.16, y)));
			this.dim(0.985 + 0.03 * cloud(along * 1.7 + wall * 9, y * 1.7, 3, 40));
			if (wall === backWall) this.socket(x, y);
		}
	}

	private socket(x: number, y: number): void {
		const u = maths.abs(x - 2.1);
		const v = maths.abs(y - 0.32);
		if (u < 0.042 && v < 0.06) {
			const rim = u > 0.038 || v > 0.056;
			const hole = maths.abs(v - 0.022) < 0.008 && maths.abs(u - 0.012) < 0.004;
			this.dim(rim ? 0.88 : hole ? 0.35 : 1.05);
		}
	}

	private floor(x: number, z: number, distance: number): void {
		const { light, out, other, ray } = this;
		this.lightOn(floorWall, x, 0, z, light);
		const metresPerPixel = (distance * roomCamera.spread) / this.columns;
		const plank = plankAt(x, z, metresPerPixel / maths.max(0.05, -ray.dy));
		for (let c = 0; c < 3; c += 1) {
			const own = mix(woodDark[c] ?? 0, woodLight[c] ?? 0, plank.tone) * plank.shade;
			out[c] = (light[c] ?? 0) * own;
		}
		// The varnish mirrors the room, more so the flatter one looks at it.
		const cosine = -ray.dy;
		const mirror = (0.03 + 0.45 * (1 - cosine) ** 5) * plank.gloss;
		this.mirrored(x, z, other);
		for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) * (1 - mirror) + (other[c] ?? 0) * mirror;
	}

	private mirrored(x: number, z: number, into: Float64Array): void {
		const up: Ray = { ...this.ray, ox: x, oy: 0, oz: z, dy: -this.ray.dy };
		const { wall, distance } = this.wallOn(up);
		const my = up.dy * distance;
		const mz = z + up.dz * distance;
		const mx = x + up.dx * distance;
		this.lightOn(wall, mx, my, mz, into);
		const soft = 0.06 + distance * 0.1;
		if (wall === leftWall) {
			const share =
				step(opening.far - soft, opening.far + soft, mz) *
				(1 - step(opening.near - soft, opening.near + soft, mz)) *
				step(opening.bottom - soft, opening.bottom + soft, my) *
				(1 - step(opening.top - soft, opening.top + soft, my));
			for (let c = 0; c < 3; c += 1) into[c] = mix(into[c] ?? 0, skyLight[c] ?? 0, share);
		}
		const own = wall === ceilingWall ? ceilingPaint : my < 0.135 ? trim : paint;
		for (let c = 0; c < 3; c += 1) into[c] = (into[c] ?? 0) * (own[c] ?? 1);
	}

	private window(ray: Ray, x: number, y: number, z: number): void {
		const { out } = this;
		// Through the thickness of the wall, as far as the glass or a side of the opening.
		const toGlass = opening.reveal / -ray.dx;
		const gy = y + ray.dy * toGlass;
		const gz = z + ray.dz * toGlass;
		if (!inOpening(gy, gz)) {
			const under = gy < opening.bottom;
			const tone = under ? 1.25 : gy > opening.top ? 0.62 : 0.92;
			const far = under ? 0.9 + 0.2 * noise(z * 3, x * 3, 4) : 1;
			for (let c = 0; c < 3; c += 1) out[c] = (trim[c] ?? 1) * tone * far * 0.92;
			return;
		}
		const bar = barAt(gy, gz);
		if (bar > 0) {
			for (let c = 0; c < 3; c += 1) out[c] = (trim[c] ?? 1) * bar;
			return;
		}
		outside(ray, out);
	}

	private dim(by: number): void {
		for (let c = 0; c < 3; c += 1) this.out[c] = (this.out[c] ?? 0) * by;
	}
}

/** Light from the window's sky, its ground, and the sun through its panes. */
function directLight(place: Point, facing: Point, out: Float64Array): void {
	const { far, near, bottom, top } = opening;
	const x = room.left;
	if (facing[0] <= 0) {
		const seen = rectangleShare(place, facing, [
			[x, bottom, far],
			[x, top, far],
			[x, top, near],
			[x, bottom, near],
		]);
		// What lies above the horizon shines on things below, and the other way round.
		const sky = maths.max(0, maths.min(1, 0.62 + 0.5 * facing[1] - 0.08 * (place[1] - 1.3)));
		for (const c of [0, 1, 2] as const) {
			out[c] = (out[c] ?? 0) + seen * mix(groundLight[c], skyLight[c], sky);
		}
	}
	const facingSun = facing[0] * sun[0] + facing[1] * sun[1] + facing[2] * sun[2];
	if (facingSun <= 0) return;
	const distance = (x - place[0]) / sun[0];
	const passing = sunThrough(
		place[1] + sun[1] * distance,
		place[2] + sun[2] * distance,
		0.006 + distance * 0.011,
	);
	if (passing <= 0) return;
	for (const c of [0, 1, 2] as const) {
		out[c] = (out[c] ?? 0) + (sunLight[c] * facingSun * passing) / 4;
	}
}

/** How much of the sun comes through at a height and depth of the window, with soft edges. */
function sunThrough(y: number, z: number, soft: number): number {
	const { far, near, bottom, top } = opening;
	const middle = (far + near) / 2;
	const rail = bottom + (top - bottom) * 0.7;
	const between = (value: number, from: number, to: number) =>
		step(from - soft, from + soft, value) * (1 - step(to - soft, to + soft, value));
	const across =
		between(z, far + frame, middle - frame / 2) + between(z, middle + frame / 2, near - frame);
	const upright =
		between(y, bottom + frame, rail - frame / 2) + between(y, rail + frame / 2, top - frame);
	return across * upright;
}

/** Share of a surface's view that a rectangle takes (Lambert's formula), from 0 to 1. */
function rectangleShare(place: Point, facing: Point, corners: readonly Point[]): number {
	let sum = 0;
	for (let index = 0; index < 4; index += 1) {
		const a = towards(place, corners[index] ?? place);
		const b = towards(place, corners[(index + 1) % 4] ?? place);
		const cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
		const nx = a[1] * b[2] - a[2] * b[1];
		const ny = a[2] * b[0] - a[0] * b[2];
		const nz = a[0] * b[1] - a[1] * b[0];
		const length = maths.sqrt(nx * nx + ny * ny + nz * nz) || 1;
		const angle = maths.acos(maths.max(-1, maths.min(1, cosine)));
		sum += (angle * (nx * facing[0] + ny * facing[1] + nz * facing[2])) / length;
	}
	return maths.abs(sum) / (2 * maths.PI);
}

function plankAt(x: number, z: number, footprint: number) {
	const plankWidth = 0.148;
	const lane = maths.floor(x / plankWidth);
	const length = 1.1 + 0.7 * hash(lane, 3, 7);
	const along = z / length + hash(lane, 1, 7) * 5;
	const number = maths.floor(along);
	const inLane = x / plankWidth - lane;
	const inPlank = along - number;
	const character = hash(lane, number, 9);
	const fade = 1 / (1 + footprint * 40);
	const grainX = x * 55 + character * 70;
	const grainZ = z * 2.6 + character * 30;
	const wave = cloud(x * 7 + character * 50, z * 1.1 + character * 9, 3, 21);
	const grain = cloud(grainX + wave * 4, grainZ, 3, 31) - 0.5;
	const fine = noise(x * 240, z * 9, 17) - 0.5;
	const gapX = maths.min(inLane, 1 - inLane) * plankWidth;
	const gapZ = maths.min(inPlank, 1 - inPlank) * length;
	const blur = 0.0016 + footprint * 0.5;
	const gap = maths.min(step(0, blur + 0.0012, gapX), step(0, blur + 0.0012, gapZ));
	const depthOfGap = 0.55 * maths.min(1, 0.0026 / blur + 0.15);
	return {
		tone: maths.max(0, maths.min(1, 0.18 + character * 0.6 + (wave - 0.5) * 0.5)),
		shade: (1 + grain * 0.42 * fade + fine * 0.12 * fade) * (1 - depthOfGap * (1 - gap)),
		gloss: gap * (0.9 + 0.2 * character),
	};
}

function outside(ray: Ray, out: Float64Array): void {
	const up = ray.dy / maths.hypot(ray.dx, ray.dz);
	const around = maths.atan2(ray.dz, -ray.dx);
	const trees = 0.06 + 0.16 * cloud(around * 5, 2, 4, 50) + 0.05 * cloud(around * 26, 7, 3, 51);
	const leaf = cloud(around * 34, up * 34, 4, 60);
	const toSky = step(trees - 0.025, trees + 0.03, up + (leaf - 0.5) * 0.06);
	const toLawn = 1 - step(-0.13, -0.1, up);
	const green = mix(0.28, 0.75, leaf);
	const hedge: Colour = [green * 0.72, green * 0.9, green * 0.5];
	const lawn: Colour = [0.82, 1.02, 0.55];
	const sky: Colour = [1.75 - up * 0.5, 1.9 - up * 0.4, 2.1];
	for (const c of [0, 1, 2] as const) {
		out[c] = mix(mix(hedge[c], lawn[c], toLawn), sky[c], toSky) * 0.92 + 0.12;
	}
}

function inOpening(y: number, z: number): boolean {
	return y > opening.bottom && y < opening.top && z > opening.far && z < opening.near;
}

/** Brightness of the window's bars where there is one, else 0. */
function barAt(y: number, z: number): number {
	const { far, near, bottom, top } = opening;
	const edge = maths.min(y - bottom, top - y, z - far, near - z);
	if (edge < frame) return edge > frame - 0.012 ? 0.5 : 0.72;
	const post = maths.abs(z - (far + near) / 2);
	const rail = maths.abs(y - (bottom + (top - bottom) * 0.7));
	const nearest = maths.min(post, rail);
	if (nearest < frame / 2) return nearest > frame / 2 - 0.01 ? 0.5 : 0.66;
	return 0;
}

/** Brightness of the window's casing where there is one. */
function casing(y: number, z: number): number | undefined {
	const { far, near, bottom, top } = opening;
	const board = 0.1;
	if (z < far - board || z > near + board || y < bottom - board || y > top + board)
		return undefined;
	const edge = maths.min(
		y - (bottom - board),
		top + board - y,
		z - (far - board),
		near + board - z,
	);
	return edge < 0.012 ? 0.8 : edge > board - 0.014 ? 0.9 : 1;
}

function skirting(y: number): number {
	if (y < 0.012) return 0.62;
	return y > 0.125 ? 1.06 : y > 0.112 ? 0.86 : 1;
}

function cornice(fromTop: number): number {
	return fromTop > 0.08 ? 0.82 : fromTop < 0.012 ? 0.9 : 0.94 + fromTop;
}

/** Where two walls meet it is a little darker than the bounced light alone says. */
function nook(distance: number): number {
	return (
		1 -
		0.22 * maths.exp(-maths.max(0, distance) / 0.09) -
		0.1 * maths.exp(-maths.max(0, distance) / 0.4)
	);
}

function towards(from: Point, to: Point): Point {
	return unit([to[0] - from[0], to[1] - from[1], to[2] - from[2]]);
}

function unit(a: Point): Point {
	const length = maths.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]) || 1;
	return [a[0] / length, a[1] / length, a[2] / length];
}
