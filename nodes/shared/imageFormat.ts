/** A kind of image file that AI HomeDesign takes (vendor's docs, "Image Upload"; its app also takes HEIC and TIFF). */
export interface ImageFormat {
	mimeType: string;
	extension: string;
}

/** How many bytes of a file `recogniseImage` wants to see. */
export const BYTES_TO_RECOGNISE = 32;

const RAW_EXTENSIONS = [
	...[
		'3fr',
		'arw',
		'cr2',
		'cr3',
		'crw',
		'dcr',
		'dng',
		'erf',
		'iiq',
		'kdc',
		'mef',
		'mos',
		'mrw',
		'nef',
	],
	...['nrw', 'orf', 'pef', 'raf', 'raw', 'rw2', 'rwl', 'sr2', 'srf', 'srw', 'x3f'],
];

const RAW_MIME_TYPES: Record<string, string> = {
	arw: 'image/x-sony-arw',
	cr2: 'image/x-canon-cr2',
	cr3: 'image/x-canon-cr3',
	dng: 'image/x-adobe-dng',
	nef: 'image/x-nikon-nef',
	raf: 'image/x-fuji-raf',
};

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'heif', 'mif1', 'msf1'];

/**
 * Recognises an image by its first bytes; by its file name's extension only where camera makers have no
 * common first bytes (RAW). What the field before claims as MIME type proves nothing.
 *
 * @param start the first `BYTES_TO_RECOGNISE` bytes of the file, or all of a shorter one
 * @returns undefined for a file that is not an image, or of a kind that AI HomeDesign does not take
 */
export function recogniseImage(start: Uint8Array, fileName: string): ImageFormat | undefined {
	const text = Buffer.from(start).toString('latin1');
	const extension = fileName.split('.').pop()?.toLowerCase() ?? '';
	if (text.startsWith('\xff\xd8\xff')) return { mimeType: 'image/jpeg', extension: 'jpg' };
	if (text.startsWith('\x89PNG\r\n\x1a\n')) return { mimeType: 'image/png', extension: 'png' };
	if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') {
		return { mimeType: 'image/webp', extension: 'webp' };
	}
	if (text.slice(4, 8) === 'ftyp' && HEIC_BRANDS.includes(text.slice(8, 12))) {
		return { mimeType: 'image/heic', extension: 'heic' };
	}
	if (text.startsWith('FUJIFILMCCD-RAW')) return rawFormat('raf');
	if (text.slice(4, 12) === 'ftypcrx ') return rawFormat('cr3');
	if (RAW_EXTENSIONS.includes(extension) && !isText(start)) return rawFormat(extension);
	if (text.startsWith('II*\0') || text.startsWith('MM\0*')) {
		return { mimeType: 'image/tiff', extension: 'tiff' };
	}
	return undefined;
}

function rawFormat(extension: string): ImageFormat {
	return { mimeType: RAW_MIME_TYPES[extension] ?? 'application/octet-stream', extension };
}

function isText(start: Uint8Array): boolean {
	return start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
