import type { Colour } from './colour';
import { endless, maths } from './maths';

/** What a shape is made of. Positions are metres in the shape's own frame. */
export interface Material {
	colour: Colour;
	/** A second colour, mixed in by `pattern` (0 to 1). */
	other?: Colour;
	pattern?: (x: number, y: number, z: number) => number;
	/** Shines by itself, this strong. */
	glow?: number;
	/** Where it lets through, as between leaves. */
	gap?: (x: number, y: number, z: number) => boolean;
}

/** A place, [x, y, z] in metres: x to the right, y up, z towards the viewer. */
export type Point = readonly [number, number, number];

/** Where a ray met a shape. One object is used again and again, to spare memory. */
export interface Hit {
	distance: number;
	nx: number;
	ny: number;
	nz: number;
	/** The place in the shape's own frame. */
	x: number;
	y: number;
	z: number;
	shape: Shape | undefined;
}

export interface Ray {
	ox: number;
	oy: number;
	oz: number;
	dx: number;
	dy: number;
	dz: number;
}

/** Something solid. `meet` notes a hit that is nearer than the one in `hit`. */
export interface Shape {
	readonly material: Material;
	/** Two corners of an upright box that holds all of it. */
	readonly low: Point;
	readonly high: Point;
	meet(ray: Ray, hit: Hit): void;
}

/** A box with rounded edges, turned around the vertical by `yaw` (radians). */
export class Box implements Shape {
	readonly low: Point;
	readonly high: Point;
	private readonly centre: Point;
	private readonly sx: number;
	private readonly sy: number;
	private readonly sz: number;
	private readonly cos: number;
	private readonly sin: number;

	/** `foot` is the middle of its underside, `size` its width, height and depth. */
	constructor(
		foot: Point,
		size: Point,
		readonly material: Material,
		private readonly round = 0.004,
		yaw = 0,
	) {
		this.centre = [foot[0], foot[1] + size[1] / 2, foot[2]];
		this.sx = maths.max(0, size[0] / 2 - round);
		this.sy = maths.max(0, size[1] / 2 - round);
		this.sz = maths.max(0, size[2] / 2 - round);
		this.cos = maths.cos(yaw);
		this.sin = maths.sin(yaw);
		const across = (maths.abs(this.cos) * size[0] + maths.abs(this.sin) * size[2]) / 2;
		const ahead = (maths.abs(this.sin) * size[0] + maths.abs(this.cos) * size[2]) / 2;
		this.low = [foot[0] - across, foot[1], foot[2] - ahead];
		this.high = [foot[0] + across, foot[1] + size[1], foot[2] + ahead];
	}

	// The analytic way for a rounded box: a box first, then the corner ball and the edge rods of the
	// octant it was met in.
	meet(ray: Ray, hit: Hit): void {
		const { cos, sin, sx, sy, sz, round } = this;
		const wx = ray.ox - this.centre[0];
		const wz = ray.oz - this.centre[2];
		const ox = cos * wx - sin * wz;
		const oy = ray.oy - this.centre[1];
		const oz = sin * wx + cos * wz;
		const dx = avoidZero(cos * ray.dx - sin * ray.dz);
		const dy = avoidZero(ray.dy);
		const dz = avoidZero(sin * ray.dx + cos * ray.dz);
		const kx = maths.abs(1 / dx) * (sx + round);
		const ky = maths.abs(1 / dy) * (sy + round);
		const kz = maths.abs(1 / dz) * (sz + round);
		const near = maths.max(-ox / dx - kx, -oy / dy - ky, -oz / dz - kz);
		const far = maths.min(-ox / dx + kx, -oy / dy + ky, -oz / dz + kz);
		if (near > far || near <= 0 || near >= hit.distance) return;
		let t = near;
		const px = ox + t * dx;
		const py = oy + t * dy;
		const pz = oz + t * dz;
		const gx = px < 0 ? -1 : 1;
		const gy = py < 0 ? -1 : 1;
		const gz = pz < 0 ? -1 : 1;
		const ex = px * gx - sx;
		const ey = py * gy - sy;
		const ez = pz * gz - sz;
		const outside = (ex > 0 ? 1 : 0) + (ey > 0 ? 1 : 0) + (ez > 0 ? 1 : 0);
		if (outside > 1) {
			const cx = ox * gx - sx;
			const cy = oy * gy - sy;
			const cz = oz * gz - sz;
			const rx = dx * gx;
			const ry = dy * gy;
			const rz = dz * gz;
			const r2 = round * round;
			t = endless;
			const cb = cx * rx + cy * ry + cz * rz;
			const ch = cb * cb - (cx * cx + cy * cy + cz * cz - r2);
			if (ch > 0) t = -cb - maths.sqrt(ch);
			const alongX = rod(cy, cz, ry, rz, r2);
			if (alongX > 0 && alongX < t && maths.abs(ox * gx + rx * alongX) < sx) t = alongX;
			const alongY = rod(cx, cz, rx, rz, r2);
			if (alongY > 0 && alongY < t && maths.abs(oy * gy + ry * alongY) < sy) t = alongY;
			const alongZ = rod(cx, cy, rx, ry, r2);
			if (alongZ > 0 && alongZ < t && maths.abs(oz * gz + rz * alongZ) < sz) t = alongZ;
			if (!(t > 0) || t >= hit.distance) return;
		}
		const x = ox + t * dx;
		const y = oy + t * dy;
		const z = oz + t * dz;
		let nx = maths.sign(x) * maths.max(0, maths.abs(x) - sx);
		let ny = maths.sign(y) * maths.max(0, maths.abs(y) - sy);
		let nz = maths.sign(z) * maths.max(0, maths.abs(z) - sz);
		const length = maths.sqrt(nx * nx + ny * ny + nz * nz) || 1;
		nx /= length;
		ny /= length;
		nz /= length;
		hit.distance = t;
		hit.nx = cos * nx + sin * nz;
		hit.ny = ny;
		hit.nz = -sin * nx + cos * nz;
		hit.x = x;
		hit.y = y;
		hit.z = z;
		hit.shape = this;
	}
}

/** A ball, stretched along the axes. */
export class Ball implements Shape {
	readonly low: Point;
	readonly high: Point;

	constructor(
		private readonly centre: Point,
		private readonly radii: Point,
		readonly material: Material,
	) {
		this.low = [centre[0] - radii[0], centre[1] - radii[1], centre[2] - radii[2]];
		this.high = [centre[0] + radii[0], centre[1] + radii[1], centre[2] + radii[2]];
	}

	meet(ray: Ray, hit: Hit): void {
		const [rx, ry, rz] = this.radii;
		const ox = (ray.ox - this.centre[0]) / rx;
		const oy = (ray.oy - this.centre[1]) / ry;
		const oz = (ray.oz - this.centre[2]) / rz;
		const dx = ray.dx / rx;
		const dy = ray.dy / ry;
		const dz = ray.dz / rz;
		const a = dx * dx + dy * dy + dz * dz;
		const b = ox * dx + oy * dy + oz * dz;
		const h = b * b - a * (ox * ox + oy * oy + oz * oz - 1);
		if (h < 0) return;
		const t = (-b - maths.sqrt(h)) / a;
		if (t <= 0 || t >= hit.distance) return;
		const x = ox + t * dx;
		const y = oy + t * dy;
		const z = oz + t * dz;
		if (this.material.gap?.(x * rx, y * ry, z * rz)) return;
		const nx = x / rx;
		const ny = y / ry;
		const nz = z / rz;
		const length = maths.sqrt(nx * nx + ny * ny + nz * nz);
		hit.distance = t;
		hit.nx = nx / length;
		hit.ny = ny / length;
		hit.nz = nz / length;
		hit.x = x * rx;
		hit.y = y * ry;
		hit.z = z * rz;
		hit.shape = this;
	}
}

/** An upright round thing: a post, a pot, a lamp shade. */
export class Cone implements Shape {
	readonly low: Point;
	readonly high: Point;

	/** `foot` is the middle of its underside. */
	constructor(
		private readonly foot: Point,
		private readonly height: number,
		private readonly below: number,
		private readonly above: number,
		readonly material: Material,
	) {
		const widest = maths.max(below, above);
		this.low = [foot[0] - widest, foot[1], foot[2] - widest];
		this.high = [foot[0] + widest, foot[1] + height, foot[2] + widest];
	}

	meet(ray: Ray, hit: Hit): void {
		const { height, below, above } = this;
		const slope = (above - below) / height;
		const ox = ray.ox - this.foot[0];
		const oy = ray.oy - this.foot[1];
		const oz = ray.oz - this.foot[2];
		const radius = below + slope * oy;
		const grow = slope * ray.dy;
		const a = ray.dx * ray.dx + ray.dz * ray.dz - grow * grow;
		const b = ox * ray.dx + oz * ray.dz - radius * grow;
		const h = b * b - a * (ox * ox + oz * oz - radius * radius);
		if (h >= 0 && maths.abs(a) > 1e-9) {
			const t = (-b - maths.sqrt(h)) / a;
			const y = oy + t * ray.dy;
			if (t > 0 && t < hit.distance && y >= 0 && y <= height) {
				const x = ox + t * ray.dx;
				const z = oz + t * ray.dz;
				const across = maths.hypot(x, z) || 1;
				const length = maths.hypot(1, slope);
				this.note(hit, t, [x / across / length, -slope / length, z / across / length], [x, y, z]);
			}
		}
		if (maths.abs(ray.dy) < 1e-9) return;
		this.meetLid(ray, hit, ox, oy, oz, height, above, 1);
		this.meetLid(ray, hit, ox, oy, oz, 0, below, -1);
	}

	private meetLid(
		ray: Ray,
		hit: Hit,
		ox: number,
		oy: number,
		oz: number,
		level: number,
		radius: number,
		up: number,
	): void {
		const t = (level - oy) / ray.dy;
		if (t <= 0 || t >= hit.distance || ray.dy * up > 0) return;
		const x = ox + t * ray.dx;
		const z = oz + t * ray.dz;
		if (x * x + z * z <= radius * radius) this.note(hit, t, [0, up, 0], [x, level, z]);
	}

	private note(hit: Hit, t: number, [nx, ny, nz]: Point, [x, y, z]: Point): void {
		hit.distance = t;
		hit.nx = nx;
		hit.ny = ny;
		hit.nz = nz;
		hit.x = x;
		hit.y = y;
		hit.z = z;
		hit.shape = this;
	}
}

/** A flat sheet that is seen from both sides: a parallelogram, or half of it as a triangle. */
export class Sheet implements Shape {
	readonly low: Point;
	readonly high: Point;
	private readonly normal: Point;

	constructor(
		private readonly corner: Point,
		private readonly u: Point,
		private readonly v: Point,
		readonly material: Material,
		private readonly triangle = false,
	) {
		const reaches = (axis: 0 | 1 | 2) => [0, u[axis], v[axis], u[axis] + v[axis]];
		const lowest = (axis: 0 | 1 | 2) => corner[axis] + maths.min(...reaches(axis)) - 1e-6;
		const highest = (axis: 0 | 1 | 2) => corner[axis] + maths.max(...reaches(axis)) + 1e-6;
		this.low = [lowest(0), lowest(1), lowest(2)];
		this.high = [highest(0), highest(1), highest(2)];
		this.normal = unit(cross(u, v));
	}

	meet(ray: Ray, hit: Hit): void {
		const [nx, ny, nz] = this.normal;
		const facing = nx * ray.dx + ny * ray.dy + nz * ray.dz;
		if (maths.abs(facing) < 1e-9) return;
		const wx = this.corner[0] - ray.ox;
		const wy = this.corner[1] - ray.oy;
		const wz = this.corner[2] - ray.oz;
		const t = (nx * wx + ny * wy + nz * wz) / facing;
		if (t <= 0 || t >= hit.distance) return;
		const p: Point = [t * ray.dx - wx, t * ray.dy - wy, t * ray.dz - wz];
		const uu = dot(this.u, this.u);
		const uv = dot(this.u, this.v);
		const vv = dot(this.v, this.v);
		const pu = dot(p, this.u);
		const pv = dot(p, this.v);
		const scale = uu * vv - uv * uv;
		const a = (pu * vv - pv * uv) / scale;
		const b = (pv * uu - pu * uv) / scale;
		if (a < 0 || b < 0 || a > 1 || b > 1 || (this.triangle && a + b > 1)) return;
		const side = facing < 0 ? 1 : -1;
		hit.distance = t;
		hit.nx = nx * side;
		hit.ny = ny * side;
		hit.nz = nz * side;
		hit.x = a * maths.sqrt(uu);
		hit.y = b * maths.sqrt(vv);
		hit.z = 0;
		hit.shape = this;
	}
}

function rod(oa: number, ob: number, da: number, db: number, r2: number): number {
	const a = da * da + db * db;
	const b = oa * da + ob * db;
	const h = b * b - a * (oa * oa + ob * ob - r2);
	return h > 0 ? (-b - maths.sqrt(h)) / a : -1;
}

function avoidZero(x: number): number {
	return maths.abs(x) < 1e-9 ? 1e-9 : x;
}

function dot(a: Point, b: Point): number {
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Point, b: Point): Point {
	return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Point): Point {
	const length = maths.hypot(...a) || 1;
	return [a[0] / length, a[1] / length, a[2] / length];
}
