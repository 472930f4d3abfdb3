import { maths } from '../render/maths';
import { forRows } from '../render/pace';
import type { Picture } from './picture';
import { lookAtRoom } from './room';
import { clear } from './room/clear';

/** Pixels of a picture: 1 where one is painted over. */
export interface Mask {
	width: number;
	height: number;
	painted: Uint8Array;
}

/** Fills what is painted over from what is around it; every other pixel stays as it is. */
export async function inpaint(picture: Picture, mask: Mask): Promise<Picture> {
	const { width, height } = picture;
	const { painted } = mask;
	const { sketch, line } = await lookAtRoom(picture);
	const marked = new Uint8Array(sketch.width * sketch.height);
	await forRows(height, (row) => {
		const y = maths.floor((row * sketch.height) / height);
		for (let column = 0; column < width; column += 1) {
			if (painted[row * width + column] !== 1) continue;
			mark(marked, sketch, maths.floor((column * sketch.width) / width), y);
		}
	});
	return await clear(picture, sketch, marked, line, (column, row) =>
		painted[row * width + column] === 1 ? 1 : 0,
	);
}

/** Marks a place and those next to it, as their colours are mixed with what was painted over. */
function mark(
	marked: Uint8Array,
	{ width, height }: { width: number; height: number },
	column: number,
	row: number,
): void {
	for (let y = maths.max(0, row - 1); y <= maths.min(height - 1, row + 1); y += 1) {
		for (let x = maths.max(0, column - 1); x <= maths.min(width - 1, column + 1); x += 1) {
			marked[y * width + x] = 1;
		}
	}
}
