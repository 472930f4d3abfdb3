import sharp from 'sharp';

/** A decoded picture, upright: 8-bit RGB, three bytes for a pixel. */
export interface Picture {
	data: Buffer;
	width: number;
	height: number;
}

const longestSide = 2048;

// Uploads are deleted while the process lives on: nothing may keep them open.
sharp.cache(false);

/**
 * Reads an image file upright, at most 2048 pixels on its longer side. A file that cannot be decoded
 * (a camera's raw format) gives a plain grey picture, as no raw converter is at hand.
 */
export async function readPicture(path: string): Promise<Picture> {
	try {
		return await decode(sharp(path, { failOn: 'none' }));
	} catch {
		return await plainPicture();
	}
}

/** Continues with a picture in sharp. */
export function toSharp({ data, width, height }: Picture): sharp.Sharp {
	return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Encodes a finished result. */
export async function toJpeg(image: sharp.Sharp): Promise<Buffer> {
	return await image.jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer();
}

async function decode(image: sharp.Sharp): Promise<Picture> {
	const { data, info } = await image
		.autoOrient()
		.resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
		.flatten({ background: '#ffffff' })
		.toColourspace('srgb')
		.removeAlpha()
		.raw({ depth: 'uchar' })
		.toBuffer({ resolveWithObject: true });
	if (info.channels !== 3) throw new Error(`unexpected ${info.channels} channels`);
	return { data, width: info.width, height: info.height };
}

async function plainPicture(): Promise<Picture> {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="750">
		<linearGradient id="g" x2="0" y2="1"><stop stop-color="#8d8a84"/><stop offset=".62" stop-color="#a5a29b"/>
		<stop offset=".62" stop-color="#6f665b"/><stop offset="1" stop-color="#857a6d"/></linearGradient>
		<rect width="1000" height="750" fill="url(#g)"/></svg>`;
	return await decode(sharp(Buffer.from(svg)));
}
