import { cloud, mix, step } from '../render/noise';
import { forRows } from '../render/pace';
import type { Picture } from './picture';
import { clampByte } from './tone';
import { maths } from '../render/maths';

const gridWidth = 160;
const similar = 14;

/** Puts a blue sky with light clouds where the photo as it was taken shows the sky. */
export async function replaceSky(taken: Picture, drawn: Picture): Promise<void> {
	const { width, height } = taken;
	const sky = findSky(taken);
	await forRows(height, (row) => {
		const down = row / height;
		for (let column = 0; column < width; column += 1) {
			const share = skyShare(taken, sky, column, row);
			if (share <= 0) continue;
			const heap = heapAt(column / width, down);
			const white = step(0.47, 0.72, heap) * 0.92;
			const haze = step(0, 0.6, down);
			const blue = [mix(64, 168, haze), mix(132, 205, haze), mix(208, 236, haze)] as const;
			const at = (row * width + column) * 3;
			for (const c of [0, 1, 2] as const) {
				const own = mix(blue[c], 250 + c, white);
				drawn.data[at + c] = clampByte(mix(drawn.data[at + c] ?? 0, own, share));
			}
		}
	});
}

/** How much of a cloud there is at a place of a sky, both from 0 to 1. */
export function heapAt(across: number, down: number): number {
	// Clouds lie flat: the nearer to the horizon, the closer together.
	const flat = 1 / (1.15 - maths.min(0.95, down * 1.5));
	return cloud((across - 0.5) * flat * 2.2 + 7, flat * 2.1, 5, 90);
}

/** How much of a pixel shows the sky, 0 to 1. */
export function skyShare(taken: Picture, sky: Sky, column: number, row: number): number {
	const { width, height } = taken;
	const gridRow = maths.min(sky.rows - 1, maths.floor((row * sky.rows) / height));
	const gridColumn = maths.min(sky.columns - 1, maths.floor((column * sky.columns) / width));
	if (!sky.near[gridRow * sky.columns + gridColumn]) return 0;
	const bright = step(sky.level * 0.62, sky.level * 0.84, luma(taken, (row * width + column) * 3));
	return bright * (1 - step(0.55, 0.8, row / height));
}

/** Where a photo shows the sky, in a grid of cells. */
export interface Sky {
	columns: number;
	rows: number;
	/** Cells that are sky, or next to it. */
	near: Uint8Array;
	/** Brightness of the sky, 0 to 255. */
	level: number;
	/** Whether it has the colour of a sky: a ceiling is warmer. */
	open: boolean;
}

/** Spreads from the upper edge over whatever is as bright, and hardly changes from cell to cell. */
export function findSky(picture: Picture): Sky {
	const columns = maths.min(gridWidth, picture.width);
	const rows = maths.max(1, maths.round((columns * picture.height) / picture.width));
	const cells = Float64Array.from({ length: columns * rows }, (_, cell) => {
		const x = maths.floor((((cell % columns) + 0.5) * picture.width) / columns);
		const y = maths.floor(((maths.floor(cell / columns) + 0.5) * picture.height) / rows);
		return luma(picture, (y * picture.width + x) * 3);
	});
	const upper = [...cells.subarray(0, columns)].sort((a, b) => a - b);
	const level = upper[maths.floor(columns * 0.6)] ?? 255;
	const found = new Uint8Array(cells.length);
	const waiting: number[] = [];
	const visit = (cell: number, from: number) => {
		const value = cells[cell] ?? 0;
		if (found[cell] || value < level * 0.75 || maths.abs(value - from) > similar) return;
		found[cell] = 1;
		waiting.push(cell);
	};
	for (let column = 0; column < columns; column += 1) visit(column, cells[column] ?? 0);
	for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
		const own = cells[cell] ?? 0;
		if (cell % columns > 0) visit(cell - 1, own);
		if (cell % columns < columns - 1) visit(cell + 1, own);
		if (cell >= columns) visit(cell - columns, own);
		if (cell + columns < cells.length) visit(cell + columns, own);
	}
	const near = found.map((_, cell) => (nextTo(found, columns, rows, cell) ? 1 : 0));
	let warmth = 0;
	for (const [cell, own] of found.entries())
		if (own) warmth += warmthOf(picture, cell, columns, rows);
	return { columns, rows, near, level, open: warmth < 0 };
}

/** How much more red than blue a cell has. */
function warmthOf(
	{ data, width, height }: Picture,
	cell: number,
	columns: number,
	rows: number,
): number {
	const x = maths.floor((((cell % columns) + 0.5) * width) / columns);
	const y = maths.floor(((maths.floor(cell / columns) + 0.5) * height) / rows);
	const at = (y * width + x) * 3;
	return (data[at] ?? 0) - (data[at + 2] ?? 0);
}

function nextTo(found: Uint8Array, columns: number, rows: number, cell: number): boolean {
	const reach = 3;
	const x = cell % columns;
	const y = maths.floor(cell / columns);
	for (let row = maths.max(0, y - reach); row <= maths.min(rows - 1, y + reach); row += 1) {
		for (let c = maths.max(0, x - reach); c <= maths.min(columns - 1, x + reach); c += 1) {
			if (found[row * columns + c]) return true;
		}
	}
	return false;
}

function luma({ data }: Picture, at: number): number {
	return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}
