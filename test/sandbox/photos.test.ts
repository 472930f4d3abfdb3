import exif from 'exif-reader';
import sharp from 'sharp';
import { photoNames, renderPhoto } from '../../sandbox/photos';

describe.each(photoNames)('The photo %s', (name) => {
	const size = { width: 200, height: 150 };

	it('is a JPEG of the size asked for, with a camera’s EXIF', async () => {
		const metadata = await sharp(await renderPhoto(name, size)).metadata();
		expect(metadata).toMatchObject({ format: 'jpeg', ...size, orientation: 1 });
		const { Image, Photo } = exif(metadata.exif ?? Buffer.alloc(0));
		expect(Image).toMatchObject({ Make: 'Sandbox', Model: 'Sandbox Camera' });
		expect(Photo?.DateTimeOriginal).toBeInstanceOf(Date);
	});

	it('is the same every time', async () => {
		expect(await renderPhoto(name, size)).toEqual(await renderPhoto(name, size));
	});
});

it('The facade is too dark and too blue, the room is not', async () => {
	const means = async (name: (typeof photoNames)[number]) => {
		const { channels } = await sharp(await renderPhoto(name, { width: 160, height: 120 })).stats();
		const [r = 0, g = 0, b = 0] = channels.map(({ mean }) => mean);
		return { r, g, b };
	};
	const [room, facade] = [await means('livingRoom'), await means('darkFacade')];
	expect(facade.g).toBeLessThan(90);
	expect(facade.b).toBeGreaterThan(facade.r);
	expect(room.g).toBeGreaterThan(130);
});
