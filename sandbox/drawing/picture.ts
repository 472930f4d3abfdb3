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
 * Reads an image file (its path, or its bytes) upright, at most 2048 pixels on its longer side. A file that cannot be decoded
 * (a camera's raw format) gives a plain grey picture, as no raw converter is at hand.
 */
export async function readPicture(file: string | Buffer): Promise<Picture> {
	return await decodeOrPlain(file, longestSide);
}

/** As readPicture, in the size that it has. */
export async function readWholePicture(file: string | Buffer): Promise<Picture> {
	return await decodeOrPlain(file);
}

/** Continues with a picture in sharp. */
export function toSharp({ data, width, height }: Picture): sharp.Sharp {
	return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Encodes a finished result. */
export async function toJpeg(image: sharp.Sharp): Promise<Buffer> {
	return await image.jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** Encodes a picture so that hardly a pixel changes. */
export async function toFaithfulJpeg(image: sharp.Sharp): Promise<Buffer> {
	return await image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
}

async function decodeOrPlain(file: string | Buffer, longest?: number): Promise<Picture> {
	try {
		return await decode(sharp(file, { failOn: 'none' }), longest);
	} catch {
		return await plainPicture();
	}
}

async function decode(image: sharp.Sharp, longest?: number): Promise<Picture> {
	const { data, info } = await image
		.autoOrient()
		.resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
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
