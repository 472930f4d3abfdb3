import sharp from 'sharp';

/** A part of a picture, in shares of its width and height. */
export interface Part {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** All of a picture but its lower edge, where the caption is. */
export const aboveCaption: Part = { left: 0, top: 0, right: 1, bottom: 0.86 };

const whole: Part = { left: 0, top: 0, right: 1, bottom: 1 };

/** Mean of all colours, 0 to 255, and of each alone. */
export async function look(file: Buffer, part: Part = whole) {
	const { channels } = await sharp(await cut(file, part)).stats();
	const means = channels.map(({ mean }) => mean);
	const [r = 0, g = 0, b = 0] = means;
	return { light: (r + g + b) / 3, r, g, b };
}

/** Mean difference of two pictures of one shape, 0 to 255. */
export async function difference(one: Buffer, other: Buffer, part: Part = whole): Promise<number> {
	const [a, b] = await Promise.all(
		[one, other].map(async (file) =>
			sharp(await cut(file, part))
				.resize(160, 120, { fit: 'fill' })
				.raw()
				.toBuffer(),
		),
	);
	if (!a || !b) throw new Error('a picture is missing');
	return a.reduce((sum, byte, at) => sum + Math.abs(byte - (b[at] ?? 0)), 0) / a.length;
}

/** The pixels of a picture, three bytes each. */
export async function pixels(file: Buffer) {
	const { data, info } = await sharp(file)
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

async function cut(file: Buffer, { left, top, right, bottom }: Part): Promise<Buffer> {
	const { width, height } = await sharp(file).metadata();
	return await sharp(file)
		.extract({
			left: Math.round(left * width),
			top: Math.round(top * height),
			width: Math.round((right - left) * width),
			height: Math.round((bottom - top) * height),
		})
		.png()
		.toBuffer();
}
