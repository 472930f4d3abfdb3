import { readPngHeader } from './png';

/** The size of a picture in pixels. */
export interface PictureSize {
	width: number;
	height: number;
	/** Whether the file lays it on its side, and a note of the camera's turns it. */
	isTurned?: boolean;
}

/**
 * Reads the size of a picture as people see it, from the start of its file: JPEG, PNG or WEBP.
 *
 * @returns undefined where it does not stand in `start`, of which more may tell, or where it is no such file
 */
export function readPictureSize(start: Uint8Array): PictureSize | undefined {
	const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
	const png = readPngHeader(bytes);
	if (png) return { width: png.width, height: png.height };
	if (bytes.toString('latin1', 0, 2) === '\xff\xd8') return sizeOfJpeg(bytes);
	if (bytes.toString('latin1', 8, 12) === 'WEBP') return sizeOfWebp(bytes);
	return undefined;
}

/** Goes from segment to segment until the one that begins the frame (ITU T.81, B.2.2). */
function sizeOfJpeg(bytes: Buffer): PictureSize | undefined {
	let isTurned = false;
	for (let at = 2; at + 9 <= bytes.length; ) {
		if (bytes[at] !== 0xff) return undefined;
		const marker = bytes.readUInt8(at + 1);
		const hasNoLength = marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
		if (beginsFrame(marker)) {
			const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
			return isTurned ? { width: height, height: width, isTurned } : { width, height };
		}
		if (marker === APP1) isTurned ||= turnsByExif(bytes.subarray(at + 4));
		if (marker === 0xff) at += 1;
		else at += hasNoLength ? 2 : 2 + bytes.readUInt16BE(at + 2);
	}
	return undefined;
}

/** The segment that holds what the camera notes. */
const APP1 = 0xe1;

/** The camera's note of how the picture is to be turned; 5 to 8 lay it on its side (Exif 2.32, 4.6.4). */
const ORIENTATION = 0x0112;

/** Whether the camera was held upright, so that every program shows the picture turned by a quarter. */
function turnsByExif(segment: Buffer): boolean {
	if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
	const tiff = segment.subarray(6);
	const isLittle = tiff.toString('latin1', 0, 2) === 'II';
	const read16 = (at: number) =>
		at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
	const read32 = (at: number) =>
		at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
	const directory = read32(4);
	for (let entry = 0; entry < read16(directory); entry += 1) {
		const at = directory + 2 + 12 * entry;
		if (read16(at) === ORIENTATION) return read16(at + 8) >= 5 && read16(at + 8) <= 8;
	}
	return false;
}

/** SOF0 to SOF15, of which three numbers mean something else. */
function beginsFrame(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Of the three kinds of WEBP (RFC 9649, 2.5 to 2.7). */
function sizeOfWebp(bytes: Buffer): PictureSize | undefined {
	if (bytes.length < 30) return undefined;
	const kind = bytes.toString('latin1', 12, 16);
	if (kind === 'VP8X') {
		return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
	}
	if (kind === 'VP8 ') {
		return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
	}
	if (kind !== 'VP8L') return undefined;
	const packed = bytes.readUInt32LE(21);
	return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}
