import { lookOf } from '../drawing/furniture/looks';
import {
	armchair,
	coffeeTable,
	floorLamp,
	plant,
	rug,
	sideTable,
	sofa,
	tableLamp,
	wallArt,
} from '../drawing/furniture/pieces';
import { roomCamera } from '../render/camera';
import { step } from '../render/noise';
import { forRows } from '../render/pace';
import { render } from '../render/scene';
import type { Shape } from '../render/shapes';
import { develop } from './develop';
import { lightOfLivingRoom } from './livingRoom';

/** Renders the living room with furniture in it: three bytes (RGB) for each pixel. */
export async function furnishedRoom(columns: number, rows: number): Promise<Buffer> {
	const pixels = await lightOfLivingRoom(columns, rows);
	const scene = {
		shapes: furniture(),
		camera: roomCamera,
		surroundings: windowLight,
		catchesShadows: true,
		raysPerPixel: 5,
	};
	const { light, coverage, shade } = await render(scene, columns, rows);
	await forRows(rows, (row) => {
		for (let at = row * columns; at < (row + 1) * columns; at += 1) {
			const behind = (shade[at] ?? 1) * (1 - (coverage[at] ?? 0));
			for (let c = at * 3; c < at * 3 + 3; c += 1) {
				pixels[c] = (pixels[c] ?? 0) * behind + (light[c] ?? 0);
			}
		}
	});
	return develop(pixels, columns, 1);
}

function furniture(): Shape[] {
	const look = lookOf('Industrial');
	const modern = lookOf('Modern');
	return [
		...rug(modern, { x: 0.35, z: 1.5 }, 2.9, 1.9),
		...sofa(look, { x: 0.3, z: 0.62 }, 2.1),
		...coffeeTable(look, { x: 0.25, z: 1.75 }),
		...armchair(modern, { x: 1.85, z: 1.7, yaw: -0.85 }),
		...floorLamp(look, { x: -1.15, z: 0.4 }),
		...sideTable(look, { x: 1.68, z: 0.5 }),
		...tableLamp(look, { x: 1.68, z: 0.5 }, 0.5),
		...plant(look, { x: 2.25, z: 0.5 }, 1.4),
		...wallArt(modern, 0.3, 1.62, [
			[0.7, 0.9, 0],
			[0.7, 0.9, 0],
		]),
	];
}

/** The big window to the left, and what the walls and the ceiling send on. */
function windowLight(dx: number, dy: number, dz: number, light: Float64Array): void {
	const window = 2.8 * step(0.25, 0.8, -dx) * step(-0.55, 0.05, dy) * step(-0.85, -0.2, dz);
	const walls = dy < 0 ? 0.5 + 0.2 * dy : 0.5 + 0.2 * dy;
	light[0] = walls * 1.04 + window * 0.98;
	light[1] = walls + window;
	light[2] = walls * 0.93 + window * 1.03;
}
