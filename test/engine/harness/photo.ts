import sharp from 'sharp';

/** @returns a small photo as JPEG, quick to make */
export async function drawPhoto({ width = 320, height = 240 } = {}): Promise<Buffer> {
	return await sharp({ create: { width, height, channels: 3, background: '#8a7f70' } })
		.jpeg()
		.toBuffer();
}
