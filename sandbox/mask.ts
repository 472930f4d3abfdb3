import sharp from 'sharp';
import type { Mask } from './drawing/inpaint';
import { fileKindOf } from './fileKind';
import { Refusal } from './refusal';
import { forRows } from './render/pace';

const brush = [0x78, 0x78, 0xcd] as const;

/**
 * Reads a mask for a picture of this size: what is painted fully opaque in #7878CD. Throws a refusal
 * (400) for another format or size, another opaque colour, and where nothing is painted.
 */
export async function readMask(
	path: string,
	size: { width: number; height: number },
): Promise<Mask> {
	if ((await fileKindOf(path)) !== 'png') throw refused('mask has to be a PNG');
	const { data, width, height } = await decode(path);
	if (width !== size.width || height !== size.height) {
		throw refused(
			`mask has ${width}x${height} pixels, the image has ${size.width}x${size.height}`,
			'api_error_mask_size',
		);
	}
	const painted = new Uint8Array(width * height);
	let any = false;
	await forRows(height, (row) => {
		for (let pixel = row * width; pixel < (row + 1) * width; pixel += 1) {
			const at = pixel * 4;
			if (data[at + 3] !== 255) continue;
			if (data[at] !== brush[0] || data[at + 1] !== brush[1] || data[at + 2] !== brush[2]) {
				throw refused('mask has to be painted in #7878CD, and transparent elsewhere');
			}
			painted[pixel] = 1;
			any = true;
		}
	});
	if (!any) throw refused('nothing is painted in the mask');
	return { width, height, painted };
}

async function decode(path: string): Promise<{ data: Buffer; width: number; height: number }> {
	try {
		const { data, info } = await sharp(path)
			.toColourspace('srgb')
			.ensureAlpha()
			.raw({ depth: 'uchar' })
			.toBuffer({ resolveWithObject: true });
		return { data, width: info.width, height: info.height };
	} catch {
		throw refused('mask cannot be read');
	}
}

function refused(message: string, key = 'api_error_invalid_mask'): Refusal {
	return new Refusal(400, message, key);
}
