import sharp from 'sharp';
import { readPictureSize } from '../../nodes/shared/pictureSize';

const SIZE = { width: 321, height: 123 };
const image = () => sharp({ create: { ...SIZE, channels: 3, background: '#336699' } });

describe('the size of a picture stands in the start of its file', () => {
	it.each<[string, () => Promise<Buffer>]>([
		['JPEG', async () => await image().jpeg().toBuffer()],
		['progressive JPEG', async () => await image().jpeg({ progressive: true }).toBuffer()],
		[
			'JPEG with EXIF and a colour profile before the picture',
			async () =>
				await image()
					.withExif({ IFD0: { ImageDescription: 'x'.repeat(20_000) } })
					.withIccProfile('p3')
					.jpeg()
					.toBuffer(),
		],
		['PNG', async () => await image().png().toBuffer()],
		['WEBP', async () => await image().webp().toBuffer()],
		['WEBP without loss', async () => await image().webp({ lossless: true }).toBuffer()],
		['WEBP with transparency', async () => await image().ensureAlpha(0.5).webp().toBuffer()],
	])('%s', async (_name, draw) => {
		const file = await draw();
		expect(readPictureSize(file)).toEqual(SIZE);
	});

	it.each([1, 2, 3, 4])('as it lies, where the camera says %i', async (orientation) => {
		const file = await image().withMetadata({ orientation }).jpeg().toBuffer();
		expect(readPictureSize(file)).toEqual(SIZE);
	});

	it.each([5, 6, 7, 8])('turned, where the camera says %i', async (orientation) => {
		const file = await image().withMetadata({ orientation }).jpeg().toBuffer();
		expect(readPictureSize(file)).toEqual({
			width: SIZE.height,
			height: SIZE.width,
			isTurned: true,
		});
	});

	it('turned, where the camera writes the other byte order', () => {
		const exif = Buffer.from(
			'457869660000' + '4d4d002a00000008' + '0001' + '011200030000000100060000',
			'hex',
		);
		const length = Buffer.from([0, exif.length + 2]);
		const frame = Buffer.from('ffc0001108007b01410301', 'hex');
		const file = Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), length, exif, frame]);
		expect(readPictureSize(file)).toEqual({ width: 0x7b, height: 0x141, isTurned: true });
	});

	it.each<[string, Buffer]>([
		['nothing', Buffer.alloc(0)],
		['a text', Buffer.from('<html>hello, this is not a picture</html>')],
		['a JPEG that goes on with something else', Buffer.from('ffd8000000000000000000', 'hex')],
	])('not in %s', (_name, start) => {
		expect(readPictureSize(start)).toBeUndefined();
	});

	it('not in a start that is too short, of which more tells it', async () => {
		const file = await image().jpeg().toBuffer();
		expect(readPictureSize(file.subarray(0, 100))).toBeUndefined();
		expect(readPictureSize(file)).toEqual(SIZE);
	});
});
