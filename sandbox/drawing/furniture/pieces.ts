import { colour } from '../../render/colour';
import { hash } from '../../render/noise';
import { Ball, Box, Cone, type Material, type Point, type Shape } from '../../render/shapes';
import { cloth, type Look } from './looks';

/** Where a piece stands: its middle on the floor, turned by `yaw` (radians) from facing us. */
export interface Spot {
	x: number;
	z: number;
	yaw?: number;
}

const white = cloth('#f4f1ea');
const porcelain: Material = { colour: colour('#f6f6f4') };
const mirrorGlass: Material = {
	colour: colour('#c3ccd0'),
	other: colour('#e9eef0'),
	pattern: (x, y) => Math.max(0, Math.min(1, 0.5 + (x + y) * 0.8)),
};
const leaf: Material = {
	colour: colour('#4c7242'),
	other: colour('#29472a'),
	pattern: (x, _y, z) => Math.min(1, Math.abs(x) * 4 + Math.abs(z) * 4),
};
const screen: Material = { colour: colour('#15171a') };
const paper: Material = { colour: colour('#efe9dc') };

/** Puts parts of a piece, given in its own frame, to where the piece stands. */
class Builder {
	readonly shapes: Shape[] = [];
	private readonly yaw: number;

	constructor(private readonly spot: Spot) {
		this.yaw = spot.yaw ?? 0;
	}

	box(foot: Point, size: Point, material: Material, round = 0.006, turn = 0): this {
		this.shapes.push(new Box(this.at(foot), size, material, round, this.yaw + turn));
		return this;
	}

	ball(centre: Point, radii: Point, material: Material): this {
		this.shapes.push(new Ball(this.at(centre), radii, material));
		return this;
	}

	cone(foot: Point, height: number, below: number, above: number, material: Material): this {
		this.shapes.push(new Cone(this.at(foot), height, below, above, material));
		return this;
	}

	/** Four legs under a rectangle. */
	legs(look: Look, width: number, depth: number, height: number): this {
		for (const x of [-width / 2, width / 2]) {
			for (const z of [-depth / 2, depth / 2]) this.leg(look, [x, 0, z], height);
		}
		return this;
	}

	leg(look: Look, foot: Point, height: number): this {
		if (look.legShape === 'slim') return this.box(foot, [0.028, height, 0.028], look.legs);
		if (look.legShape === 'block') return this.box(foot, [0.07, height, 0.07], look.legs);
		return this.cone(foot, height, 0.014, 0.028, look.legs);
	}

	private at([x, y, z]: Point): Point {
		const cos = Math.cos(this.yaw);
		const sin = Math.sin(this.yaw);
		return [this.spot.x + cos * x + sin * z, y, this.spot.z - sin * x + cos * z];
	}
}

export function rug(look: Look, { x, z }: Spot, width = 3, depth = 1.9): Shape[] {
	if (look.rugShape === 'round') {
		return [new Cone([x, 0, z], 0.012, depth * 0.62, depth * 0.62, look.rug)];
	}
	return [new Box([x, 0, z], [width, 0.014, depth], look.rug, 0.006)];
}

export function sofa(look: Look, spot: Spot, width = 2.2): Shape[] {
	const soft = look.softness;
	const build = new Builder(spot);
	const depth = 0.92;
	const arm = look.legShape === 'slim' ? 0.14 : 0.2;
	const seats = width > 1.9 ? 3 : 2;
	const seat = (width - arm * 2) / seats;
	build.legs(look, width - 0.16, depth - 0.16, 0.14);
	build.box([0, 0.13, 0], [width, 0.19, depth], look.fabric, 0.03);
	build.box([0, 0.2, -depth / 2 + 0.11], [width, look.backHeight - 0.2, 0.22], look.fabric, soft);
	for (const side of [-1, 1]) {
		const x = (side * (width - arm)) / 2;
		build.box([x, 0.14, 0.01], [arm, 0.46, depth], look.fabric, Math.min(soft, arm / 2.2));
	}
	for (let index = 0; index < seats; index += 1) {
		const x = (index - (seats - 1) / 2) * seat;
		build.box([x, 0.31, 0.09], [seat - 0.012, 0.17, depth - 0.2], look.fabric, soft * 0.75);
		build.box(
			[x, 0.45, -depth / 2 + 0.29],
			[seat - 0.02, look.backHeight - 0.42, 0.2],
			look.fabric,
			Math.min(0.095, soft * 1.1),
		);
	}
	const reach = width / 2 - arm;
	pillow(build, [-reach + 0.24, 0.64, -0.02], look.pillows[0], 0.22);
	pillow(build, [-reach + 0.52, 0.59, 0.05], look.pillows[1], 0.18);
	pillow(build, [reach - 0.24, 0.64, -0.02], look.pillows[1], 0.22);
	return build.shapes;
}

export function armchair(look: Look, spot: Spot): Shape[] {
	const soft = look.softness;
	const build = new Builder(spot);
	build.legs(look, 0.6, 0.6, 0.2);
	build.box([0, 0.18, 0], [0.76, 0.16, 0.74], look.textile, 0.03);
	build.box([0, 0.3, 0.04], [0.54, 0.16, 0.62], look.textile, soft * 0.75);
	build.box([0, 0.28, -0.29], [0.7, look.backHeight - 0.2, 0.17], look.textile, soft * 0.8);
	for (const side of [-1, 1]) {
		build.box([side * 0.33, 0.2, 0.02], [0.12, 0.4, 0.7], look.textile, Math.min(soft, 0.055));
	}
	pillow(build, [0, 0.58, -0.1], look.pillows[0], 0.19);
	return build.shapes;
}

export function coffeeTable(look: Look, spot: Spot): Shape[] {
	const build = new Builder(spot);
	if (look.tableShape === 'round') {
		build.cone([0, 0.36, 0], 0.035, 0.46, 0.46, look.tableTop);
		for (const angle of [0.5, 2.6, 4.7]) {
			build.leg(look, [Math.cos(angle) * 0.33, 0, Math.sin(angle) * 0.33], 0.36);
		}
		build.cone([0.42, 0.44, 0.18], 0.025, 0.24, 0.24, look.wood);
		build.cone([0.42, 0, 0.18], 0.44, 0.02, 0.02, look.legs);
	} else {
		build.box([0, 0.36, 0], [1.16, 0.055, 0.62], look.tableTop, 0.01);
		build.legs(look, 1.04, 0.5, 0.36);
		if (look.tableShape === 'frame') build.box([0, 0.12, 0], [1.06, 0.03, 0.52], look.wood);
		else build.box([0, 0.26, 0], [1.04, 0.1, 0.5], look.wood);
	}
	const top = look.tableShape === 'round' ? 0.395 : 0.415;
	build.box([-0.2, top, 0.06], [0.26, 0.03, 0.19], look.pillows[1], 0.004, 0.25);
	build.box([-0.2, top + 0.03, 0.06], [0.22, 0.025, 0.16], paper, 0.004, 0.1);
	build.cone([0.1, top, -0.08], 0.16, 0.05, 0.035, look.pot);
	bunch(build, [0.1, top + 0.16, -0.08], 0.12, 22);
	return build.shapes;
}

export function floorLamp(look: Look, spot: Spot): Shape[] {
	return new Builder(spot)
		.cone([0, 0, 0], 0.025, 0.15, 0.14, look.legs)
		.cone([0, 0.02, 0], 1.36, 0.013, 0.013, look.legs)
		.cone([0, 1.34, 0], 0.3, 0.21, 0.15, look.shade).shapes;
}

export function tableLamp(look: Look, { x, z }: Spot, top: number): Shape[] {
	return new Builder({ x, z })
		.cone([0, top, 0], 0.03, 0.07, 0.06, look.pot)
		.ball([0, top + 0.11, 0], [0.075, 0.09, 0.075], look.pot)
		.cone([0, top + 0.18, 0], 0.07, 0.012, 0.012, look.legs)
		.cone([0, top + 0.23, 0], 0.2, 0.15, 0.105, look.shade).shapes;
}

export function pendant(look: Look, { x, z }: Spot, height = 1.75): Shape[] {
	return new Builder({ x, z })
		.cone([0, height + 0.24, 0], 2.7 - height - 0.24, 0.006, 0.006, look.legs)
		.cone([0, height, 0], 0.25, 0.24, look.legShape === 'slim' ? 0.06 : 0.16, look.shade).shapes;
}

export function plant(look: Look, spot: Spot, height = 1.5): Shape[] {
	const build = new Builder(spot);
	build.cone([0, 0, 0], 0.34, 0.13, 0.18, look.pot);
	build.cone([0, 0.33, 0], height - 0.75, 0.016, 0.012, look.wood);
	bunch(build, [0, height - 0.42, 0], 0.4, 110);
	return build.shapes;
}

export function wallArt(look: Look, x: number, middle: number, sizes: readonly Point[]): Shape[] {
	const gap = 0.12;
	const total = sizes.reduce((sum, [width]) => sum + width, 0) + gap * (sizes.length - 1);
	let left = x - total / 2;
	return sizes.flatMap(([width, height], index) => {
		const at = left + width / 2;
		left += width + gap;
		const canvas = look.art[index % 2 === 0 ? 0 : 1];
		const mat: Material = { colour: colour('#f5f2ec') };
		return [
			new Box([at, middle - height / 2, 0.02], [width, height, 0.035], look.artFrame, 0.004),
			new Box([at, middle - height / 2 + 0.025, 0.025], [width - 0.05, height - 0.05, 0.03], mat),
			new Box([at, middle - height / 2 + 0.07, 0.027], [width - 0.14, height - 0.14, 0.03], canvas),
		];
	});
}

export function sideTable(look: Look, spot: Spot, height = 0.5): Shape[] {
	return new Builder(spot)
		.cone([0, height - 0.03, 0], 0.03, 0.22, 0.22, look.tableTop)
		.cone([0, 0.01, 0], height - 0.03, 0.02, 0.02, look.legs)
		.cone([0, 0, 0], 0.02, 0.16, 0.15, look.legs).shapes;
}

export function bed(look: Look, spot: Spot, width = 1.7): Shape[] {
	const build = new Builder(spot);
	const length = 2.05;
	const soft = look.softness;
	const headboard = look.tableShape === 'frame' ? look.wood : look.fabric;
	build.box(
		[0, 0.1, -length / 2 - 0.04],
		[width + 0.14, look.backHeight + 0.4, 0.12],
		headboard,
		soft / 2,
	);
	build.legs(look, width - 0.1, length - 0.1, 0.12);
	build.box([0, 0.12, 0], [width + 0.06, 0.2, length], look.wood, 0.015);
	build.box([0, 0.3, 0], [width, 0.24, length - 0.02], white, 0.07);
	build.box([0, 0.4, 0.28], [width + 0.08, 0.185, length - 0.6], white, 0.07);
	build.box([0, 0.36, 0.62], [width + 0.11, 0.245, 0.62], look.textile, 0.06);
	const heads = width > 1.2 ? [-0.25, 0.25] : [0];
	for (const side of heads) {
		const x = side * width;
		build.ball([x, 0.72, -length / 2 + 0.2], [width * 0.19 + 0.06, 0.21, 0.13], white);
		build.ball([x, 0.67, -length / 2 + 0.4], [width * 0.17 + 0.04, 0.17, 0.11], look.pillows[1]);
	}
	build.ball([0, 0.64, -length / 2 + 0.58], [0.23, 0.14, 0.09], look.pillows[0]);
	return build.shapes;
}

export function nightstand(look: Look, spot: Spot): Shape[] {
	return [
		...new Builder(spot)
			.legs(look, 0.36, 0.3, 0.16)
			.box([0, 0.15, 0], [0.46, 0.36, 0.4], look.wood, 0.01)
			.box([0, 0.19, 0.195], [0.41, 0.13, 0.02], look.tableTop, 0.006)
			.box([0, 0.345, 0.195], [0.41, 0.13, 0.02], look.tableTop, 0.006)
			.ball([0, 0.255, 0.215], [0.014, 0.014, 0.014], look.legs)
			.ball([0, 0.41, 0.215], [0.014, 0.014, 0.014], look.legs).shapes,
		...tableLamp(look, spot, 0.51),
	];
}

export function diningTable(look: Look, spot: Spot, width = 1.8): Shape[] {
	const build = new Builder(spot);
	build.box([0, 0.71, 0], [width, 0.045, 0.92], look.tableTop, 0.015);
	build.legs(look, width - 0.18, 0.74, 0.71);
	build.box([0, 0.64, 0], [width - 0.2, 0.07, 0.72], look.wood);
	build.cone([0, 0.755, 0], 0.19, 0.06, 0.045, look.pot);
	bunch(build, [0, 1.0, 0], 0.19, 34);
	for (const x of [-0.5, 0.5]) build.cone([x, 0.755, 0.2], 0.012, 0.12, 0.13, porcelain);
	return build.shapes;
}

export function chair(look: Look, spot: Spot): Shape[] {
	const build = new Builder(spot);
	build.legs(look, 0.38, 0.38, 0.44);
	build.box([0, 0.43, 0], [0.46, 0.075, 0.45], look.fabric, 0.03);
	build.box([0, 0.55, -0.2], [0.44, look.backHeight * 0.52, 0.06], look.fabric, 0.028);
	for (const x of [-0.17, 0.17]) build.box([x, 0.44, -0.205], [0.03, 0.2, 0.03], look.legs);
	return build.shapes;
}

export function sideboard(look: Look, spot: Spot, width = 1.7): Shape[] {
	const build = new Builder(spot);
	build.legs(look, width - 0.12, 0.32, 0.18);
	build.box([0, 0.17, 0], [width, 0.58, 0.42], look.wood, 0.012);
	const doors = 3;
	for (let index = 0; index < doors; index += 1) {
		const x = (index - 1) * (width / doors);
		build.box([x, 0.2, 0.205], [width / doors - 0.03, 0.52, 0.02], look.tableTop, 0.006);
		build.box([x + width / 8, 0.42, 0.222], [0.012, 0.12, 0.014], look.legs);
	}
	return build.shapes;
}

export function desk(look: Look, spot: Spot): Shape[] {
	const build = new Builder(spot);
	build.box([0, 0.71, 0], [1.6, 0.04, 0.72], look.tableTop, 0.008);
	build.legs(look, 1.48, 0.6, 0.71);
	build.box([0.52, 0.45, 0], [0.42, 0.25, 0.6], look.wood, 0.008);
	build.box([-0.1, 0.75, -0.14], [0.24, 0.015, 0.17], look.legs);
	build.box([-0.1, 0.76, -0.17], [0.03, 0.12, 0.03], look.legs);
	build.box([-0.1, 0.86, -0.15], [0.72, 0.42, 0.03], screen, 0.008);
	build.box([-0.1, 0.75, 0.14], [0.42, 0.014, 0.13], paper);
	build.box([0.45, 0.75, 0.1], [0.2, 0.03, 0.27], look.pillows[0], 0.004, 0.2);
	return [...build.shapes, ...tableLamp(look, { x: spot.x - 0.66, z: spot.z - 0.16 }, 0.75)];
}

export function bookcase(look: Look, spot: Spot): Shape[] {
	const build = new Builder(spot);
	const width = 0.95;
	const height = 1.9;
	for (const x of [-width / 2, width / 2]) build.box([x, 0, 0], [0.03, height, 0.3], look.wood);
	build.box([0, 0, -0.14], [width, height, 0.015], look.wood);
	for (let shelf = 0; shelf < 6; shelf += 1) {
		const y = 0.06 + shelf * 0.362;
		build.box([0, y, 0], [width, 0.028, 0.3], look.wood);
		if (shelf === 5) break;
		let x = -width / 2 + 0.05;
		const end = width / 2 - (shelf % 2 === 0 ? 0.36 : 0.14);
		for (let book = 0; x < end; book += 1) {
			const thick = 0.022 + 0.03 * hash(book, shelf, 3);
			const cover = [look.pillows[0], look.pillows[1], look.textile, paper][(book * 7 + shelf) % 4];
			build.box(
				[x, y + 0.028, 0],
				[thick, 0.19 + 0.1 * hash(book, shelf, 5), 0.2],
				cover ?? paper,
				0.003,
			);
			x += thick + 0.006;
		}
		if (shelf % 2 === 0) {
			build.cone([width / 2 - 0.17, y + 0.028, 0], 0.13, 0.045, 0.07, look.pot);
			bunch(build, [width / 2 - 0.17, y + 0.21, 0], 0.1, 20);
		}
	}
	return build.shapes;
}

export function vanity(look: Look, spot: Spot): Shape[] {
	return new Builder(spot)
		.box([0, 0.28, 0], [1.3, 0.5, 0.5], look.wood, 0.008)
		.box([0, 0.78, 0], [1.34, 0.05, 0.54], porcelain, 0.01)
		.box([0, 0.83, 0.02], [0.6, 0.11, 0.38], porcelain, 0.05)
		.box([0, 0.83, -0.19], [0.03, 0.24, 0.03], look.legs)
		.box([0, 1.05, -0.12], [0.03, 0.025, 0.16], look.legs)
		.box([-0.33, 0.5, 0.25], [0.58, 0.24, 0.02], look.tableTop, 0.005)
		.box([0.33, 0.5, 0.25], [0.58, 0.24, 0.02], look.tableTop, 0.005)
		.box([0, 1.2, -0.26], [1.05, 0.95, 0.03], look.artFrame, 0.01)
		.box([0, 1.23, -0.25], [0.99, 0.89, 0.03], mirrorGlass).shapes;
}

export function bathtub(look: Look, spot: Spot): Shape[] {
	return new Builder(spot)
		.box([0, 0.04, 0], [1.7, 0.54, 0.78], porcelain, 0.2)
		.box([0, 0.52, 0], [1.42, 0.065, 0.54], { colour: colour('#c9d5d8') }, 0.03)
		.box([0.4, 0.5, 0.3], [0.34, 0.11, 0.2], look.textile, 0.03)
		.box([-0.9, 0, -0.2], [0.035, 0.95, 0.035], look.legs)
		.box([-0.8, 0.92, -0.2], [0.22, 0.03, 0.035], look.legs).shapes;
}

export function pillowPile(look: Look, spot: Spot): Shape[] {
	const build = new Builder(spot);
	build.ball([0, 0.17, 0], [0.42, 0.2, 0.36], look.pillows[0]);
	build.ball([0.02, 0.36, -0.02], [0.3, 0.13, 0.26], look.pillows[1]);
	return build.shapes;
}

export function crib(look: Look, spot: Spot): Shape[] {
	const build = new Builder(spot);
	const width = 1.3;
	const depth = 0.74;
	build.legs(look, width, depth, 0.95);
	build.box([0, 0.4, 0], [width - 0.02, 0.14, depth - 0.02], white, 0.04);
	build.box([0.1, 0.53, 0], [width * 0.55, 0.05, depth - 0.06], look.textile, 0.024);
	for (const z of [-depth / 2, depth / 2]) {
		build.box([0, 0.92, z], [width + 0.03, 0.04, 0.035], look.wood);
		build.box([0, 0.32, z], [width + 0.03, 0.05, 0.03], look.wood);
		for (let x = -0.56; x < 0.6; x += 0.14) build.box([x, 0.34, z], [0.02, 0.6, 0.016], look.wood);
	}
	build.ball([-0.4, 0.62, 0], [0.13, 0.12, 0.12], look.pillows[0]);
	return build.shapes;
}

function pillow(build: Builder, [x, y, z]: Point, material: Material, size: number): void {
	build.box(
		[x, y - size * 0.92, z],
		[size * 2, size * 1.84, 0.17],
		material,
		0.08,
		x > 0 ? 0.14 : -0.14,
	);
}

/** Leaves around a place. */
function bunch(build: Builder, [x, y, z]: Point, radius: number, leaves: number): void {
	for (let index = 0; index < leaves; index += 1) {
		const around = index * 2.4;
		const up = -0.35 + 1.35 * hash(index, leaves, 1);
		const out =
			radius * (0.35 + 0.65 * hash(index, leaves, 2)) * Math.sqrt(Math.max(0.1, 1 - up * up * 0.7));
		const size = radius * (0.12 + 0.09 * hash(index, leaves, 3));
		const upright = hash(index, leaves, 4);
		const along = 1.2 - 0.6 * upright;
		build.ball(
			[x + Math.cos(around) * out, y + up * radius * 1.15, z + Math.sin(around) * out],
			[
				size * along * (0.55 + Math.abs(Math.cos(around))),
				size * (0.35 + upright),
				size * along * (0.55 + Math.abs(Math.sin(around))),
			],
			leaf,
		);
	}
}
