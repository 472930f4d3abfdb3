import { maths } from '../../render/maths';
import type { Sketch } from './sketch';

/** What a place of a picture shows, as far as it can be reached from the picture's edge. */
export const unknown = 0;
export const wall = 1;
export const floor = 2;

/** How far a surface may change from place to place. */
interface Tolerance {
	brightness: number;
	colour: number;
}

const tolerances: Readonly<Record<number, Tolerance>> = {
	[wall]: { brightness: 22, colour: 9 },
	[floor]: { brightness: 46, colour: 15 },
};
/** How far the floor's colour may be from what it mostly is. */
const floorRange = 40;
const wallsReachDownTo = 0.55;
/** Farther down the edges may show walls or furniture: only what has the walls' colour is a wall. */
const wallsMayReachDownTo = 0.85;
const floorsBeginAt = 0.5;
const classes = 64;
const inertia = 0.92;

/**
 * Spreads walls (from the upper edges) and the floor (from the lower edge) over all that is much like
 * what is next to it, the most alike first. What is not reached stands in front of them.
 */
export function findSurfaces(sketch: Sketch): Uint8Array {
	const { width, height, brightness, warmth, yellow } = sketch;
	const labels = new Uint8Array(width * height);
	const light = new Float32Array(width * height);
	const red = new Float32Array(width * height);
	const gold = new Float32Array(width * height);
	// One line for each degree of unlikeness: the first that is not empty comes next.
	const lines: number[][] = Array.from({ length: classes }, () => []);
	const ground = usualColour(sketch, lowerEdge(sketch));
	const offer = (at: number, from: number, label: number) => {
		if (labels[at] !== unknown) return;
		if (label === floor && at < floorsBeginAt * height * width) return;
		if (label === floor && colourGap(sketch, at, ground) > floorRange) return;
		const most = tolerances[label];
		if (!most) return;
		const unlike =
			maths.abs((brightness[at] ?? 0) - (light[from] ?? 0)) / most.brightness +
			maths.hypot((warmth[at] ?? 0) - (red[from] ?? 0), (yellow[at] ?? 0) - (gold[from] ?? 0)) /
				most.colour;
		if (unlike >= 1) return;
		lines[maths.floor(unlike * classes)]?.push(at * 4 + label, from);
	};
	const take = (at: number, from: number, label: number) => {
		labels[at] = label;
		const old = at === from ? 0 : inertia;
		light[at] = (light[from] ?? 0) * old + (brightness[at] ?? 0) * (1 - old);
		red[at] = (red[from] ?? 0) * old + (warmth[at] ?? 0) * (1 - old);
		gold[at] = (gold[from] ?? 0) * old + (yellow[at] ?? 0) * (1 - old);
		const column = at % width;
		if (column > 0) offer(at - 1, at, label);
		if (column < width - 1) offer(at + 1, at, label);
		if (at >= width) offer(at - width, at, label);
		if (at + width < labels.length) offer(at + width, at, label);
	};
	for (const [at, label] of seeds(sketch)) if (labels[at] === unknown) take(at, at, label);
	for (let line = 0; line < classes; line += 1) {
		const waiting = lines[line];
		const from = waiting?.pop();
		const what = waiting?.pop();
		if (from === undefined || what === undefined) continue;
		const at = what >> 2;
		if (labels[at] === unknown) take(at, from, what & 3);
		line = -1;
	}
	return labels;
}

function seeds(sketch: Sketch): [at: number, label: number][] {
	const { width, height } = sketch;
	const walls: number[] = [];
	for (let column = 0; column < width; column += 1) walls.push(column);
	for (let row = 0; row < height * wallsReachDownTo; row += 1) {
		walls.push(row * width, row * width + width - 1);
	}
	const painted = usualColour(sketch, walls);
	for (
		let row = maths.ceil(height * wallsReachDownTo);
		row < height * wallsMayReachDownTo;
		row += 1
	) {
		for (const at of [row * width, row * width + width - 1]) {
			if (colourGap(sketch, at, painted) < 9) walls.push(at);
		}
	}
	// Most of the lower edge is floor; what has another colour there is not.
	const edge = lowerEdge(sketch);
	const ground = usualColour(sketch, edge);
	const floors = edge.filter((at) => colourGap(sketch, at, ground) < 25);
	return [
		...walls.map((at): [number, number] => [at, wall]),
		...floors.map((at): [number, number] => [at, floor]),
	];
}

function lowerEdge({ width, height }: Sketch): number[] {
	return Array.from({ length: width }, (_, column) => (height - 2) * width + column);
}

/** The colour in the middle of those of some places. */
function usualColour({ warmth, yellow }: Sketch, places: number[]): readonly [number, number] {
	const middle = (values: Float32Array) =>
		places.map((at) => values[at] ?? 0).sort((a, b) => a - b)[places.length >> 1] ?? 0;
	return [middle(warmth), middle(yellow)];
}

function colourGap(
	{ warmth, yellow }: Sketch,
	at: number,
	[red, gold]: readonly [number, number],
): number {
	return maths.hypot((warmth[at] ?? 0) - red, (yellow[at] ?? 0) - gold);
}
