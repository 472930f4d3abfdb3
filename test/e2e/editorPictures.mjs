// Pictures of the editor for the README: the committed ones are what the test saw.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { until } from './templates.mjs';

const COMMITTED = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
const QUALITY = 80;
const MARGIN = 6;

/** How many bytes a picture for the README may have. */
export const MOST_BYTES = 60_000;

/**
 * @param {string} folder where the pictures go, unless UPDATE_SCREENSHOTS=1 asks for those of the README
 * @returns a function that takes a picture of a part of a page, or of what several parts cover together, no further down
 *   than where the part `downTo` ends, and gives the bytes that it has
 */
export function pictures(page, folder) {
	const target = process.env.UPDATE_SCREENSHOTS === '1' ? COMMITTED : folder;
	return async (name, parts, { downTo }) => {
		const whole = cover(await Promise.all([parts].flat().map(boxOf)));
		const end = await boxOf(downTo);
		const shot = await page.screenshot({
			clip: { ...whole, height: end.y + end.height + MARGIN - whole.y },
			animations: 'disabled',
			caret: 'hide',
		});
		const picture = await sharp(shot).webp({ quality: QUALITY, effort: 6 }).toBuffer();
		await mkdir(target, { recursive: true });
		await writeFile(join(target, `${name}.webp`), picture);
		return picture.length;
	};
}

async function boxOf(part) {
	return await until(`${part} is shown`, async () => await part.first().boundingBox());
}

function cover(boxes) {
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	const right = Math.max(...boxes.map((box) => box.x + box.width));
	const bottom = Math.max(...boxes.map((box) => box.y + box.height));
	return { x, y, width: right - x, height: bottom - y };
}
