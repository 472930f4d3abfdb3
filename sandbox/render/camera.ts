import type { Ray } from './shapes';
import { maths } from './maths';

/** Where a picture is taken from: straight ahead along -z, verticals stay upright. */
export interface Camera {
	x: number;
	y: number;
	z: number;
	/** Width seen at one metre's distance, for a picture of 4:3. */
	spread: number;
	/** Height of the horizon in the picture, from 0 (top) to 1. */
	horizon: number;
}

/** The view that room photos are taken with, and that furniture is drawn for. */
export const roomCamera: Camera = { x: 0.35, y: 1.32, z: 5.6, spread: 1.4, horizon: 0.47 };

/** Points a ray at a place of a picture (in pixels, fractions allowed). */
export function aim(
	camera: Camera,
	width: number,
	height: number,
	px: number,
	py: number,
	ray: Ray,
): void {
	const metresPerPixel = camera.spread / maths.max(width, (height * 4) / 3);
	const dx = (px - width / 2) * metresPerPixel;
	const dy = (height * camera.horizon - py) * metresPerPixel;
	const length = maths.sqrt(dx * dx + dy * dy + 1);
	ray.ox = camera.x;
	ray.oy = camera.y;
	ray.oz = camera.z;
	ray.dx = dx / length;
	ray.dy = dy / length;
	ray.dz = -1 / length;
}
