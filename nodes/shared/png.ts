/** How the pixels of a PNG file are written down (PNG specification, 11.2.1 IHDR). */
export interface PngHeader {
	width: number;
	height: number;
	bitDepth: number;
	colorType: number;
	isInterlaced: boolean;
}

/** A PNG file, taken apart; its pixels are still compressed. */
export interface Png {
	header: PngHeader;
	/** Three bytes for each colour, where pixels are indexes. */
	palette: Uint8Array;
	/** What `tRNS` says of transparency; empty where there is none. */
	transparency: Uint8Array;
	compressed: Uint8Array[];
}

const SIGNATURE = '\x89PNG\r\n\x1a\n';
const DEPTHS_OF_COLOR_TYPE: Record<number, number[] | undefined> = {
	0: [1, 2, 4, 8, 16],
	2: [8, 16],
	3: [1, 2, 4, 8],
	4: [8, 16],
	6: [8, 16],
};

/** @returns the header of a PNG file; undefined where `start` is the start of none */
export function readPngHeader(start: Uint8Array): PngHeader | undefined {
	const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
	if (bytes.length < 29 || bytes.toString('latin1', 0, 8) !== SIGNATURE) return undefined;
	if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
	const header = {
		width: bytes.readUInt32BE(16),
		height: bytes.readUInt32BE(20),
		bitDepth: bytes.readUInt8(24),
		colorType: bytes.readUInt8(25),
		isInterlaced: bytes.readUInt8(28) === 1,
	};
	const [compression, filter, interlace] = bytes.subarray(26, 29);
	const isKnown =
		(DEPTHS_OF_COLOR_TYPE[header.colorType]?.includes(header.bitDepth) ?? false) &&
		compression === 0 &&
		filter === 0 &&
		(interlace === 0 || interlace === 1);
	return isKnown && header.width > 0 && header.height > 0 ? header : undefined;
}

/** @returns a PNG file, taken apart; undefined where it is none, or breaks off */
export function readPng(file: Uint8Array): Png | undefined {
	const header = readPngHeader(file);
	if (header === undefined) return undefined;
	const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
	const png: Png = {
		header,
		palette: new Uint8Array(),
		transparency: new Uint8Array(),
		compressed: [],
	};
	for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
		const end = at + 12 + bytes.readUInt32BE(at);
		const type = bytes.toString('latin1', at + 4, at + 8);
		if (end > bytes.length) return undefined;
		const data = bytes.subarray(at + 8, end - 4);
		if (type === 'PLTE') png.palette = data;
		if (type === 'tRNS') png.transparency = data;
		if (type === 'IDAT') png.compressed.push(data);
		if (type === 'IEND') return png;
		at = end;
	}
	return undefined;
}
