import { aim, type Camera } from './camera';
import { forRows } from './pace';
import type { Hit, Ray, Shape } from './shapes';
import { ShapeTree } from './shapeTree';
import { endless, maths } from './maths';

/** The light that comes from outside the shapes, from a direction; writes to `light`. */
export type Surroundings = (dx: number, dy: number, dz: number, light: Float64Array) => void;

export interface Scene {
	shapes: readonly Shape[];
	camera: Camera;
	surroundings: Surroundings;
	/** A floor at height 0 and a wall at depth 0 that take shadows without being drawn. */
	catchesShadows: boolean;
	/** How many directions each pixel looks in: more is smoother and slower. */
	raysPerPixel: number;
}

/** What a scene looks like. */
export interface Layer {
	width: number;
	height: number;
	/** Light of the shapes, three numbers a pixel, multiplied by the coverage. */
	light: Float32Array;
	/** How much of a pixel the shapes cover, 0 to 1. */
	coverage: Float32Array;
	/** How much light the shapes leave to the floor and wall behind them, 0 to 1. */
	shade: Float32Array;
}

const tile = 4;
const shadowReach = 1.3;
const subPixels = [
	[-0.25, -0.375],
	[0.375, -0.125],
	[-0.375, 0.25],
	[0.125, 0.375],
] as const;

export function newRay(): Ray {
	return { ox: 0, oy: 0, oz: 0, dx: 0, dy: 0, dz: 0 };
}

function newHit(): Hit {
	return { distance: 0, nx: 0, ny: 0, nz: 0, x: 0, y: 0, z: 0, shape: undefined };
}

/**
 * Renders a scene. Each pixel looks around with a few rays; neighbours look in other directions, and
 * are averaged over 4x4 pixels of the same shape, so that the result is smooth.
 */
export async function render(scene: Scene, width: number, height: number): Promise<Layer> {
	const { camera } = scene;
	const tree = new ShapeTree(scene.shapes);
	const size = width * height;
	const numbers = new Map(tree.shapes.map((shape, index) => [shape, index + 1]));
	const ids = new Int32Array(size);
	const received = new Float32Array(size * 3);
	const shadeOf = new Float32Array(size).fill(1);
	const ray = newRay();
	const hit = newHit();
	const looker = new Looker(scene, tree);

	await forRows(height, (row) => {
		for (let column = 0; column < width; column += 1) {
			const at = row * width + column;
			aim(camera, width, height, column + 0.5, row + 0.5, ray);
			const cell = (row % tile) * tile + (column % tile);
			if (tree.trace(ray, hit) && hit.shape) {
				ids[at] = numbers.get(hit.shape) ?? 0;
				looker.look(ray, hit, cell);
				received.set(looker.sum, at * 3);
			} else if (scene.catchesShadows && backdrop(ray, hit)) {
				ids[at] = -1;
				// Shadows on the backdrop are soft: every second pixel of every second row will do.
				if (row % 2 === 0 && column % 2 === 0) {
					const halfCell = ((row / 2) % tile) * tile + ((column / 2) % tile);
					shadeOf[at] = 1 - looker.nearness(ray, hit, halfCell);
				}
			}
		}
	});

	const layer: Layer = {
		width,
		height,
		light: new Float32Array(size * 3),
		coverage: new Float32Array(size),
		shade: new Float32Array(size).fill(1),
	};
	const even = new Float32Array(3);
	const albedo = new Float64Array(3);
	await forRows(height, (row) => {
		for (let column = 0; column < width; column += 1) {
			const at = row * width + column;
			const id = ids[at] ?? 0;
			if (id < 0) {
				layer.shade[at] = averageShade(shadeOf, ids, width, height, column, row);
			}
			if (!nearShapes(ids, width, height, column, row)) continue;
			const samples = onEdge(ids, width, height, column, row) ? subPixels : [[0, 0] as const];
			let covered = 0;
			for (const [sx, sy] of samples) {
				aim(camera, width, height, column + 0.5 + sx, row + 0.5 + sy, ray);
				if (!tree.trace(ray, hit) || !hit.shape) continue;
				covered += 1;
				const own = numbers.get(hit.shape) ?? 0;
				averageLight(received, ids, width, height, column, row, own, even);
				colourOf(hit, albedo);
				const glow = hit.shape.material.glow ?? 0;
				for (let c = 0; c < 3; c += 1) {
					const value = (albedo[c] ?? 0) * ((even[c] ?? 0) + glow);
					layer.light[at * 3 + c] = (layer.light[at * 3 + c] ?? 0) + value / samples.length;
				}
			}
			layer.coverage[at] = covered / samples.length;
		}
	});
	return layer;
}

/** The colour of a shape where it was hit. */
export function colourOf(hit: Hit, out: Float64Array): void {
	const material = hit.shape?.material;
	if (!material) return;
	const share = material.other && material.pattern ? material.pattern(hit.x, hit.y, hit.z) : 0;
	for (let c = 0; c < 3; c += 1) {
		const own = material.colour[c] ?? 0;
		out[c] = own + ((material.other?.[c] ?? own) - own) * share;
	}
}

/** Looks around from a place on a surface, and sums up the light that arrives there. */
class Looker {
	readonly sum = new Float64Array(3);
	private readonly ray = newRay();
	private readonly hit = newHit();
	private readonly light = new Float64Array(3);

	constructor(
		private readonly scene: Scene,
		private readonly tree: ShapeTree,
	) {}

	/** Sums up the light that arrives at a place, into `sum`. */
	look(from: Ray, at: Hit, cell: number): void {
		const { ray, light, sum, scene, tree } = this;
		this.stand(from, at);
		sum.fill(0);
		for (let index = 0; index < scene.raysPerPixel; index += 1) {
			this.turn(at, index, cell);
			if (tree.trace(ray, this.hit, 6) && this.hit.shape) {
				const glow = 0.22 + (this.hit.shape.material.glow ?? 0);
				colourOf(this.hit, light);
				for (let c = 0; c < 3; c += 1) light[c] = (light[c] ?? 0) * glow;
			} else {
				scene.surroundings(ray.dx, ray.dy, ray.dz, light);
			}
			for (let c = 0; c < 3; c += 1) {
				sum[c] = (sum[c] ?? 0) + (light[c] ?? 0) / scene.raysPerPixel;
			}
		}
	}

	/** How close shapes are around a place, from 0 (none near) to 1 (all covered). */
	nearness(from: Ray, at: Hit, cell: number): number {
		const { raysPerPixel } = this.scene;
		this.stand(from, at);
		let sum = 0;
		for (let index = 0; index < raysPerPixel; index += 1) {
			this.turn(at, index, cell);
			if (!this.tree.trace(this.ray, this.hit, shadowReach)) continue;
			sum += (1 - this.hit.distance / shadowReach) / raysPerPixel;
		}
		return sum;
	}

	private stand(from: Ray, at: Hit): void {
		this.ray.ox = from.ox + from.dx * at.distance + at.nx * 0.004;
		this.ray.oy = from.oy + from.dy * at.distance + at.ny * 0.004;
		this.ray.oz = from.oz + from.dz * at.distance + at.nz * 0.004;
	}

	/** Turns to one of the directions around a surface's normal, more of them near it. */
	private turn({ nx, ny, nz }: Hit, index: number, cell: number): void {
		const cells = tile * tile;
		const number = index * cells + ((cell * 7) % cells);
		const radius = maths.sqrt((number + 0.5) / (this.scene.raysPerPixel * cells));
		const angle = number * 2.399963229728653;
		const u = radius * maths.cos(angle);
		const v = radius * maths.sin(angle);
		const w = maths.sqrt(maths.max(0, 1 - radius * radius));
		const flip = nz < 0 ? -1 : 1;
		const a = -1 / (flip + nz);
		const b = nx * ny * a;
		this.ray.dx = u * (1 + flip * nx * nx * a) + v * b + w * nx;
		this.ray.dy = u * flip * b + v * (flip + ny * ny * a) + w * ny;
		this.ray.dz = u * -flip * nx + v * -ny + w * nz;
	}
}

/** The floor or back wall that a ray ends on. */
function backdrop(ray: Ray, hit: Hit): boolean {
	const toFloor = ray.dy < 0 ? -ray.oy / ray.dy : endless;
	const toWall = ray.dz < 0 ? -ray.oz / ray.dz : endless;
	hit.distance = maths.min(toFloor, toWall);
	hit.nx = 0;
	hit.ny = toFloor < toWall ? 1 : 0;
	hit.nz = toFloor < toWall ? 0 : 1;
	return Number.isFinite(hit.distance);
}

function averageShade(
	values: Float32Array,
	ids: Int32Array,
	width: number,
	height: number,
	column: number,
	row: number,
): number {
	let sum = 0;
	let count = 0;
	// One of each cell, or the pattern of their directions would show.
	const fromRow = 2 * maths.round((row - tile + 1) / 2);
	const fromColumn = 2 * maths.round((column - tile + 1) / 2);
	for (let y = fromRow; y < fromRow + 2 * tile; y += 2) {
		if (y < 0 || y >= height) continue;
		for (let x = fromColumn; x < fromColumn + 2 * tile; x += 2) {
			if (x < 0 || x >= width) continue;
			if ((ids[y * width + x] ?? 0) !== -1) continue;
			sum += values[y * width + x] ?? 1;
			count += 1;
		}
	}
	return count === 0 ? 1 : sum / count;
}

function averageLight(
	values: Float32Array,
	ids: Int32Array,
	width: number,
	height: number,
	column: number,
	row: number,
	id: number,
	out: Float32Array,
): void {
	let count = 0;
	out.fill(0);
	for (let y = maths.max(0, row - 2); y < maths.min(height, row + tile - 2); y += 1) {
		for (let x = maths.max(0, column - 2); x < maths.min(width, column + tile - 2); x += 1) {
			const at = y * width + x;
			if (ids[at] !== id) continue;
			count += 1;
			for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) + (values[at * 3 + c] ?? 0);
		}
	}
	// A shape thinner than a pixel is met between the pixels' middles only: take a plain light.
	for (let c = 0; c < 3; c += 1) out[c] = count === 0 ? 0.6 : (out[c] ?? 0) / count;
}

function onEdge(
	ids: Int32Array,
	width: number,
	height: number,
	column: number,
	row: number,
): boolean {
	const id = ids[row * width + column];
	for (let y = maths.max(0, row - 1); y <= maths.min(height - 1, row + 1); y += 1) {
		for (let x = maths.max(0, column - 1); x <= maths.min(width - 1, column + 1); x += 1) {
			if (ids[y * width + x] !== id) return true;
		}
	}
	return false;
}

function nearShapes(
	ids: Int32Array,
	width: number,
	height: number,
	column: number,
	row: number,
): boolean {
	return (ids[row * width + column] ?? 0) > 0 || onEdge(ids, width, height, column, row);
}
