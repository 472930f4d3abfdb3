import sharp from 'sharp';

const times = 2;

/** Makes a picture twice as wide and twice as high, from one JPEG file into another. */
export async function enlarge(from: string, to: string): Promise<void> {
	const { width, height } = await sharp(from).metadata();
	await sharp(from)
		.resize({ width: width * times, height: height * times, kernel: 'lanczos3' })
		.jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
		.toFile(to);
}
