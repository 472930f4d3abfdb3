import sharp from 'sharp';
import { toJpeg } from './picture';

const longestSide = 320;

/** A small version of a picture, both as files. */
export async function thumbnailOf(file: Buffer): Promise<Buffer> {
	return await toJpeg(
		sharp(file).resize({
			width: longestSide,
			height: longestSide,
			fit: 'inside',
			withoutEnlargement: true,
		}),
	);
}
