import type { Hit, Ray, Shape } from './shapes';
import { endless, maths } from './maths';

const leafSize = 3;

interface Part {
	shapes: readonly Shape[];
	low: readonly number[];
	high: readonly number[];
}

/** Finds the first shape on a ray without asking all of them: nested boxes around shapes. */
export class ShapeTree {
	readonly shapes: Shape[] = [];
	// For each box six bounds, and four numbers: its last descendant, its first shape, its count of
	// shapes (0 unless a leaf). Boxes stand in the order they are visited in.
	private readonly bounds: Float64Array;
	private readonly after: Int32Array;
	private readonly first: Int32Array;
	private readonly count: Int32Array;

	constructor(shapes: readonly Shape[]) {
		const most = maths.max(1, shapes.length * 2);
		this.bounds = new Float64Array(most * 6);
		this.after = new Int32Array(most);
		this.first = new Int32Array(most);
		this.count = new Int32Array(most);
		this.size = shapes.length === 0 ? 0 : this.add(partOf(shapes), 0);
	}

	private readonly size: number;

	/** Notes the nearest hit no farther than `farthest`; false where there is none. */
	trace(ray: Ray, hit: Hit, farthest = endless): boolean {
		hit.distance = farthest;
		hit.shape = undefined;
		const { bounds, after, first, count, shapes, size } = this;
		const { ox, oy, oz } = ray;
		const ix = 1 / ray.dx;
		const iy = 1 / ray.dy;
		const iz = 1 / ray.dz;
		let node = 0;
		while (node < size) {
			const at = node * 6;
			const ax = ((bounds[at] ?? 0) - ox) * ix;
			const bx = ((bounds[at + 3] ?? 0) - ox) * ix;
			const ay = ((bounds[at + 1] ?? 0) - oy) * iy;
			const by = ((bounds[at + 4] ?? 0) - oy) * iy;
			const az = ((bounds[at + 2] ?? 0) - oz) * iz;
			const bz = ((bounds[at + 5] ?? 0) - oz) * iz;
			const near = maths.max(maths.min(ax, bx), maths.min(ay, by), maths.min(az, bz), 0);
			const far = maths.min(maths.max(ax, bx), maths.max(ay, by), maths.max(az, bz), hit.distance);
			if (near > far) {
				node = after[node] ?? size;
				continue;
			}
			const shapesHere = count[node] ?? 0;
			const from = first[node] ?? 0;
			for (let index = from; index < from + shapesHere; index += 1) shapes[index]?.meet(ray, hit);
			node += 1;
		}
		return hit.shape !== undefined;
	}

	private add(part: Part, node: number): number {
		this.bounds.set([...part.low, ...part.high], node * 6);
		let next = node + 1;
		if (part.shapes.length <= leafSize) {
			this.first[node] = this.shapes.length;
			this.count[node] = part.shapes.length;
			this.shapes.push(...part.shapes);
		} else {
			for (const half of halvesOf(part)) next = this.add(half, next);
		}
		this.after[node] = next;
		return next;
	}
}

function partOf(shapes: readonly Shape[]): Part {
	const axes = [0, 1, 2] as const;
	return {
		shapes,
		low: axes.map((axis) => maths.min(...shapes.map(({ low }) => low[axis]))),
		high: axes.map((axis) => maths.max(...shapes.map(({ high }) => high[axis]))),
	};
}

/** Splits where the two boxes together are least likely to be met: by their surfaces. */
function halvesOf({ shapes }: Part): Part[] {
	let best: { cost: number; sorted: Shape[]; at: number } | undefined;
	for (const axis of [0, 1, 2] as const) {
		const sorted = [...shapes].sort(
			(a, b) => a.low[axis] + a.high[axis] - b.low[axis] - b.high[axis],
		);
		const before = surfaces(sorted);
		const after = surfaces([...sorted].reverse()).reverse();
		for (let at = 1; at < sorted.length; at += 1) {
			const cost = (before[at - 1] ?? 0) * at + (after[at] ?? 0) * (sorted.length - at);
			if (!best || cost < best.cost) best = { cost, sorted, at };
		}
	}
	if (!best) return [];
	return [partOf(best.sorted.slice(0, best.at)), partOf(best.sorted.slice(best.at))];
}

/** The surface of the box around the first shape, around the first two, and so on. */
function surfaces(shapes: readonly Shape[]): number[] {
	const low = [endless, endless, endless];
	const high = [-endless, -endless, -endless];
	return shapes.map((shape) => {
		for (const axis of [0, 1, 2] as const) {
			low[axis] = maths.min(low[axis] ?? 0, shape.low[axis]);
			high[axis] = maths.max(high[axis] ?? 0, shape.high[axis]);
		}
		const [x = 0, y = 0, z = 0] = [0, 1, 2].map((axis) => (high[axis] ?? 0) - (low[axis] ?? 0));
		return x * y + y * z + z * x;
	});
}
