import { recogniseImage } from '../../nodes/shared/imageFormat';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('an image is known by its first bytes', () => {
	it.each([
		['\xff\xd8\xff\xe0', 'image/jpeg', 'jpg'],
		['\x89PNG\r\n\x1a\n', 'image/png', 'png'],
		['RIFF\0\0\0\0WEBPVP8 ', 'image/webp', 'webp'],
		['\0\0\0\x18ftypheic', 'image/heic', 'heic'],
		['\0\0\0\x18ftypmif1', 'image/heic', 'heic'],
		['\0\0\0\x18ftypcrx ', 'image/x-canon-cr3', 'cr3'],
		['FUJIFILMCCD-RAW 0201', 'image/x-fuji-raf', 'raf'],
		['II*\0', 'image/tiff', 'tiff'],
		['MM\0*', 'image/tiff', 'tiff'],
	])('%j is %s', (start, mimeType, extension) => {
		expect(recogniseImage(bytes(start), 'photo')).toEqual({ mimeType, extension });
	});

	it('whatever it calls itself', () => {
		expect(recogniseImage(bytes('\x89PNG\r\n\x1a\n'), 'room.jpg')?.mimeType).toBe('image/png');
	});

	it.each(['dng', 'ARW', 'nef', 'cr2', 'orf', 'x3f'])(
		'camera RAW also by its ending (%s)',
		(ending) => {
			expect(recogniseImage(bytes('II*\0\x10\0'), `IMG.${ending}`)?.extension).toBe(
				ending.toLowerCase(),
			);
		},
	);

	it.each([
		['', 'nothing'],
		['%PDF-1.7\n%\xe2\xe3', 'a PDF'],
		['\0\0\0\x18ftypisom', 'a video'],
		['\0\0\0\x18ftypqt  ', 'a video'],
		['GIF89a', 'a GIF'],
		['<svg xmlns=', 'an SVG'],
		['PK\x03\x04', 'a ZIP'],
		['RIFF\0\0\0\0WAVE', 'a sound'],
	])('%j is none: %s', (start) => {
		expect(recogniseImage(bytes(start), 'photo.jpg')).toBeUndefined();
	});

	it('a text is none, even with the ending of a camera RAW', () => {
		expect(recogniseImage(bytes('Dear customer,\n'), 'photo.dng')).toBeUndefined();
	});
});
