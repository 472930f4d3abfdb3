import { maths } from '../../render/maths';
import { hash, mix, step } from '../../render/noise';
import { forRows, letOthersIn } from '../../render/pace';
import type { Picture } from '../picture';
import { sample, sampleOne } from '../sample';
import { clampByte } from '../tone';
import { type FloorLine, vanishing } from './floorLine';
import { colourOf, type Sketch } from './sketch';
import { Skirting } from './skirting';

const smoothing = 2;
const rounds = 160;
const eagerness = 1.85;
const levelness = 2;
const mostChange = 32;
const shortestSource = 6;
const footMargin = 1.7;
// Photos are never quite even.
const grain = 5;

/**
 * Fills what is marked from the bare surfaces around it: walls evenly, with what runs along their
 * foot, and the floor along the lines that run away from the viewer. All else stays as it is.
 * `shareOf` says where exactly; without it the edges of what is marked are soft.
 */
export async function clear(
	picture: Picture,
	sketch: Sketch,
	marked: Uint8Array,
	line: FloorLine | undefined,
	shareOf: Share = softShare(sketch, marked),
): Promise<Picture> {
	const skirting = line && new Skirting(picture, sketch, marked, line);
	const filling = new Filling(sketch, marked, line, skirting);
	await letOthersIn();
	await filling.lookAround();
	await filling.evenOut();
	return await paint(picture, filling, shareOf);
}

/** How much of a pixel is filled: `column` and `row` in the picture, `x` and `y` in the sketch. */
type Share = (column: number, row: number, x: number, y: number) => number;

function softShare(sketch: Sketch, marked: Uint8Array): Share {
	return (_column, _row, x, y) => step(0.1, 0.9, sampleOne(marked, sketch, x, y));
}

/** Something known that lies in one direction of a place. */
interface Sight {
	at: number;
	distance: number;
}

/** The filled places of a sketch. Walls are without what runs along their foot. */
class Filling {
	/** The colours, with what is known a little smoothed. */
	readonly colours: Float32Array;
	/** For places of the floor: the row below, on the line to the viewer, where it is known again. */
	readonly knownFrom: Float32Array;
	/** For the same places: the row where it changes to something else, or ends. */
	readonly knownTo: Float32Array;
	/** A number for each flat surface: floor, left, back and right wall. */
	private readonly sides: Uint8Array;

	constructor(
		readonly sketch: Sketch,
		readonly marked: Uint8Array,
		private readonly line: FloorLine | undefined,
		private readonly skirting: Skirting | undefined,
	) {
		const { width, height, bytes } = sketch;
		const [left, right] = line?.corners ?? [-1, width];
		this.sides = Uint8Array.from({ length: width * height }, (_, at) => {
			const column = at % width;
			if (this.heightAbove(column, maths.floor(at / width)) <= 0) return 0;
			return column < left ? 1 : column > right ? 3 : 2;
		});
		const bare = bytes.slice();
		for (let at = 0; at < width * height; at += 1) {
			for (let c = 0; c < 3; c += 1) {
				bare[at * 3 + c] =
					(bytes[at * 3 + c] ?? 0) - this.foot(at % width, maths.floor(at / width), c);
			}
		}
		this.colours = this.smoothed(bare);
		this.knownFrom = new Float32Array(width * height);
		this.knownTo = new Float32Array(width * height);
	}

	/** The row of the sketch where the floor begins, at any place across; undefined if unknown. */
	floorAt(column: number): number | undefined {
		if (!this.line) return undefined;
		const { rows } = this.line;
		const place = maths.max(0, maths.min(rows.length - 1.001, column));
		const left = maths.floor(place);
		return mix(rows[left] ?? 0, rows[left + 1] ?? 0, place - left);
	}

	/** How far up a place of the sketch lies, from the floor (0 or less) to the horizon (1). */
	heightAbove(column: number, row: number): number {
		const foot = this.floorAt(column);
		if (foot === undefined) return 1;
		return (foot - row) / maths.max(1, foot - vanishing.y * this.sketch.height);
	}

	/** What runs along the foot of the walls, at a place of the sketch. */
	foot(column: number, row: number, c: number): number {
		if (!this.skirting) return 0;
		const up = this.heightAbove(column, row);
		return up <= 0 ? 0 : this.skirting.at(up, c);
	}

	/** Fills each place from the nearest known ones of its surface. */
	async lookAround(): Promise<void> {
		const { sketch, marked, sides, colours } = this;
		const { width, height } = sketch;
		const vx = vanishing.x * width;
		const vy = vanishing.y * height;
		const known = colours.slice();
		await forRows(height, (row) => {
			for (let column = 0; column < width; column += 1) {
				const at = row * width + column;
				if (!marked[at]) continue;
				const sights: [Sight | undefined, number][] = [
					[this.see(at, -1, 0), 1],
					[this.see(at, 1, 0), 1],
				];
				if (sides[at] === 0) {
					const rowsDown = maths.max(1, row - vy);
					const near = this.see(at, (column - vx) / rowsDown, 1);
					sights.push([near, 2.5], [this.see(at, (vx - column) / rowsDown, -1), 0.5]);
					if (near) {
						this.knownFrom[at] = maths.floor(near.at / width) + 1;
						this.knownTo[at] = this.endOf(near.at);
					}
				} else {
					sights.push([this.see(at, 0, -1), 0.4], [this.see(at, 0, 1), 0.4]);
				}
				let total = 0;
				const sum = [0, 0, 0] as [number, number, number];
				for (const [sight, importance] of sights) {
					if (!sight) continue;
					const weight = importance / sight.distance ** 1.2;
					total += weight;
					for (const c of [0, 1, 2] as const) sum[c] += (known[sight.at * 3 + c] ?? 0) * weight;
				}
				if (total === 0) continue;
				for (const c of [0, 1, 2] as const) colours[at * 3 + c] = sum[c] / total;
			}
		});
	}

	/** Lets walls pass evenly from what is known on one side to what is known on the other. */
	async evenOut(): Promise<void> {
		const { sketch, marked, sides, colours } = this;
		const { width } = sketch;
		const places: number[] = [];
		for (let at = width; at < marked.length - width; at += 1) {
			const column = at % width;
			if (marked[at] && sides[at] !== 0 && column > 0 && column < width - 1) places.push(at);
		}
		await forRows(rounds, () => {
			for (const at of places) {
				const side = sides[at];
				const left = sides[at - 1] === side ? levelness : 0;
				const right = sides[at + 1] === side ? levelness : 0;
				const above = sides[at - width] === side ? 1 : 0;
				const below = sides[at + width] === side ? 1 : 0;
				const total = left + right + above + below;
				if (total === 0) continue;
				for (let c = at * 3; c < at * 3 + 3; c += 1) {
					const mean =
						((colours[c - 3] ?? 0) * left +
							(colours[c + 3] ?? 0) * right +
							(colours[c - width * 3] ?? 0) * above +
							(colours[c + width * 3] ?? 0) * below) /
						total;
					const own = colours[c] ?? 0;
					colours[c] = own + (mean - own) * eagerness;
				}
			}
		});
	}

	/** The row, on the line to the viewer, up to which the floor has about the colour that it has here. */
	private endOf(start: number): number {
		const { sketch, marked, colours } = this;
		const { width, height } = sketch;
		const vx = vanishing.x * width;
		const vy = vanishing.y * height;
		const column = start % width;
		const row = maths.floor(start / width);
		const first = colourAt(colours, start);
		let end = row;
		for (let y = row + 1; y < height; y += 1) {
			const x = maths.round(vx + ((column - vx) * (y - vy)) / maths.max(1, row - vy));
			const at = y * width + x;
			if (x < 0 || x >= width || marked[at]) break;
			const [red, gold] = colourAt(colours, at);
			const change = maths.hypot(red - first[0], gold - first[1]);
			if (change > mostChange) break;
			end = y;
		}
		// Where two things meet, their colours are mixed.
		return end - 2;
	}

	private see(at: number, dx: number, dy: number): Sight | undefined {
		const { sketch, marked, sides } = this;
		let x = at % sketch.width;
		let y = maths.floor(at / sketch.width);
		for (let distance = 1; ; distance += 1) {
			x += dx;
			y += dy;
			const column = maths.round(x);
			const row = maths.round(y);
			if (column < 0 || row < 0 || column >= sketch.width || row >= sketch.height) return undefined;
			const place = row * sketch.width + column;
			if (!marked[place] && sides[place] === sides[at]) return { at: place, distance };
		}
	}

	/** Averages each place with what is next to it, known, and on the same surface. */
	private smoothed(bytes: Float32Array): Float32Array {
		const { sketch, marked, sides } = this;
		const { width, height } = sketch;
		const out = bytes.slice();
		for (let row = 0; row < height; row += 1) {
			for (let column = 0; column < width; column += 1) {
				const at = row * width + column;
				if (marked[at]) continue;
				const sum = [0, 0, 0] as [number, number, number];
				let count = 0;
				for (let y = maths.max(0, row - 1); y <= maths.min(height - 1, row + 1); y += 1) {
					const last = maths.min(width - 1, column + smoothing);
					for (let x = maths.max(0, column - smoothing); x <= last; x += 1) {
						const other = y * width + x;
						if (marked[other] || sides[other] !== sides[at]) continue;
						count += 1;
						for (const c of [0, 1, 2] as const) sum[c] += bytes[other * 3 + c] ?? 0;
					}
				}
				for (const c of [0, 1, 2] as const) out[at * 3 + c] = sum[c] / count;
			}
		}
		return out;
	}
}

function colourAt(colours: Float32Array, at: number): readonly [number, number] {
	return colourOf(colours[at * 3] ?? 0, colours[at * 3 + 1] ?? 0, colours[at * 3 + 2] ?? 0);
}

async function paint(picture: Picture, filling: Filling, shareOf: Share): Promise<Picture> {
	const { width, height } = picture;
	const { sketch, colours } = filling;
	const data = Buffer.from(picture.data);
	const across = sketch.width / width;
	const down = sketch.height / height;
	const own = new Float64Array(3);
	const other = new Float64Array(3);
	const near = nextToMarked(filling);
	await forRows(height, (row) => {
		const y = (row + 0.5) * down - 0.5;
		const line = maths.floor((row * sketch.height) / height) * sketch.width;
		for (let column = 0; column < width; column += 1) {
			if (!near[line + maths.floor(column * across)]) continue;
			const x = (column + 0.5) * across - 0.5;
			const share = shareOf(column, row, x, y);
			if (share <= 0) continue;
			// Next to the foot of the wall, the colours of wall and floor must not mix.
			const foot = filling.floorAt(x) ?? sketch.height * 2;
			const onFloor = y >= foot;
			const clean = onFloor ? maths.max(y, foot + footMargin) : maths.min(y, foot - footMargin);
			sample(colours, sketch, x, clean, own);
			const source = onFloor ? sourceOf(filling, picture, column, row) : undefined;
			if (source === undefined) {
				const speck = (hash(column, row) - 0.5) * grain;
				for (let c = 0; c < 3; c += 1) own[c] = (own[c] ?? 0) + filling.foot(x, y, c) + speck;
			} else {
				const sx = ((source % width) + 0.5) * across - 0.5;
				const sy = (maths.floor(source / width) + 0.5) * down - 0.5;
				sample(colours, sketch, sx, sy, other);
				for (let c = 0; c < 3; c += 1) {
					own[c] = (own[c] ?? 0) + (picture.data[source * 3 + c] ?? 0) - (other[c] ?? 0);
				}
			}
			const at = (row * width + column) * 3;
			for (let c = 0; c < 3; c += 1) {
				const taken = data[at + c] ?? 0;
				data[at + c] = clampByte(taken + ((own[c] ?? 0) - taken) * share);
			}
		}
	});
	return { data, width, height };
}

/** Places that are marked, or next to one that is. */
function nextToMarked({ sketch: { width, height }, marked }: Filling): Uint8Array {
	return marked.map((_, at) => {
		const column = at % width;
		const row = maths.floor(at / width);
		for (let y = maths.max(0, row - 1); y <= maths.min(height - 1, row + 1); y += 1) {
			for (let x = maths.max(0, column - 1); x <= maths.min(width - 1, column + 1); x += 1) {
				if (marked[y * width + x]) return 1;
			}
		}
		return 0;
	});
}

/** The pixel of the bare floor, on the same line to the viewer, that a filled one looks like. */
function sourceOf(
	filling: Filling,
	{ width, height }: Picture,
	column: number,
	row: number,
): number | undefined {
	const { sketch, marked, knownFrom, knownTo } = filling;
	const scale = height / sketch.height;
	const x = maths.floor(((column + 0.5) * sketch.width) / width - 0.5);
	const y = maths.floor((row + 0.5) / scale - 0.5);
	let known = 0;
	let end = 0;
	for (const at of [y * sketch.width + x, (y + 1) * sketch.width + x]) {
		for (const place of [at, at + 1]) {
			if ((knownFrom[place] ?? 0) <= known) continue;
			known = knownFrom[place] ?? 0;
			end = knownTo[place] ?? 0;
		}
	}
	if (end - known < shortestSource) return undefined;
	const horizon = vanishing.y * height;
	const middle = vanishing.x * width;
	const first = 1 / (known * scale - horizon);
	const last = 1 / (end * scale - horizon);
	const from = maths.round(horizon + 1 / swing(1 / maths.max(1, row - horizon), first, last));
	const to = maths.round(
		middle + ((column - middle) * (from - horizon)) / maths.max(1, row - horizon),
	);
	if (from <= row || from >= height || to < 0 || to >= width) return undefined;
	const sx = ((to + 0.5) * sketch.width) / width - 0.5;
	const sy = (from + 0.5) / scale - 0.5;
	const bare = sampleOne(marked, sketch, sx, sy) === 0 && filling.heightAbove(sx, sy - 1) < 0;
	return bare ? from * width + to : undefined;
}

/** Goes to and fro between two depths, the nearer being the smaller. */
function swing(depth: number, first: number, last: number): number {
	const span = maths.max(1e-9, first - last);
	const turn = ((depth - first) / span) % 2;
	return first - (turn > 1 ? 2 - turn : turn) * span;
}
