import type { Png, PngHeader } from './png';

/** Told the colour of each pixel, 0 to 255 each; in no certain order. */
export type Visit = (red: number, green: number, blue: number, alpha: number) => void;

/** The part of the pixels that is written down together: all of them, or one pass of an interlaced file. */
interface Pass {
	width: number;
	height: number;
}

/** Where the passes of an interlaced file begin, and how far their pixels lie apart (PNG specification, 8.2). */
const ADAM7 = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
] as const;

const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Looks at every pixel of a PNG file, row by row: it is never whole in memory.
 *
 * @param signal ends it
 * @throws whatever the file's data, broken or cut off, leads to
 */
export async function visitPixels(png: Png, signal: AbortSignal, visit: Visit): Promise<void> {
	const { header } = png;
	const bitsPerPixel = (CHANNELS[header.colorType] ?? 1) * header.bitDepth;
	const bytesPerPixel = Math.max(1, bitsPerPixel / 8);
	const visitRow = rowReader(png, visit);
	const rows = new RowSource(decompress(png.compressed));
	for (const { width, height } of passesOf(header)) {
		const length = Math.ceil((width * bitsPerPixel) / 8);
		let above: Uint8Array = new Uint8Array(length);
		for (let row = 0; row < height; row += 1) {
			signal.throwIfAborted();
			const filtered = await rows.take(length + 1);
			const line = filtered.subarray(1);
			unfilter(filtered[0] ?? 0, line, above, bytesPerPixel);
			visitRow(line, width);
			above = line;
		}
	}
}

function passesOf({ width, height, isInterlaced }: PngHeader): Pass[] {
	if (!isInterlaced) return [{ width, height }];
	return ADAM7.map(([x, y, stepX, stepY]) => ({
		width: Math.ceil((width - x) / stepX),
		height: Math.ceil((height - y) / stepY),
	})).filter((pass) => pass.width > 0 && pass.height > 0);
}

/** n8n's lint rules keep Node's own `zlib` out; the web's class for it is there in every Node. */
async function* decompress(compressed: Uint8Array[]): AsyncGenerator<Uint8Array> {
	const stream = new Blob(compressed).stream().pipeThrough(new DecompressionStream('deflate'));
	yield* stream;
}

/** Cuts a stream of bytes into rows. */
class RowSource {
	private rest: Uint8Array = new Uint8Array();
	private readonly chunks: AsyncIterator<Uint8Array>;

	constructor(chunks: AsyncIterable<Uint8Array>) {
		this.chunks = chunks[Symbol.asyncIterator]();
	}

	/** @throws Error when the stream ends before */
	async take(length: number): Promise<Uint8Array> {
		const row = new Uint8Array(length);
		let filled = 0;
		while (filled < length) {
			if (this.rest.length === 0) {
				const next = await this.chunks.next();
				if (next.done) throw new Error('the data ends too early');
				this.rest = next.value;
			}
			const part = this.rest.subarray(0, length - filled);
			row.set(part, filled);
			filled += part.length;
			this.rest = this.rest.subarray(part.length);
		}
		return row;
	}
}

/** Undoes the filter of a row in place (PNG specification, 9.2). */
function unfilter(
	filter: number,
	line: Uint8Array,
	above: Uint8Array,
	bytesPerPixel: number,
): void {
	if (filter === 0) return;
	for (let at = 0; at < line.length; at += 1) {
		const left = at < bytesPerPixel ? 0 : (line[at - bytesPerPixel] ?? 0);
		const up = above[at] ?? 0;
		const upLeft = at < bytesPerPixel ? 0 : (above[at - bytesPerPixel] ?? 0);
		line[at] = (line[at] ?? 0) + predict(filter, left, up, upLeft);
	}
}

function predict(filter: number, left: number, up: number, upLeft: number): number {
	if (filter === 1) return left;
	if (filter === 2) return up;
	if (filter === 3) return (left + up) >> 1;
	if (filter !== 4) throw new Error(`there is no filter ${filter}`);
	const guess = left + up - upLeft;
	const toLeft = Math.abs(guess - left);
	const toUp = Math.abs(guess - up);
	const toUpLeft = Math.abs(guess - upLeft);
	if (toLeft <= toUp && toLeft <= toUpLeft) return left;
	return toUp <= toUpLeft ? up : upLeft;
}

/** @returns what visits the pixels of one row, as the header says that they are written down */
function rowReader(png: Png, visit: Visit): (line: Uint8Array, width: number) => void {
	const { palette, transparency, header } = png;
	const { bitDepth, colorType } = header;
	const sample = sampleReader(bitDepth);
	const transparent = transparentColor(transparency, bitDepth);
	/** A sample of fewer than 8 bits stands for a shade from 0 to 255. */
	const scale = bitDepth < 8 ? 255 / ((1 << bitDepth) - 1) : 1;
	const readers: Record<number, (line: Uint8Array, x: number) => void> = {
		0: (line, x) => {
			const gray = sample(line, x);
			const shade = gray * scale;
			visit(shade, shade, shade, gray === transparent[0] ? 0 : 255);
		},
		2: (line, x) => {
			const [red, green, blue] = [
				sample(line, 3 * x),
				sample(line, 3 * x + 1),
				sample(line, 3 * x + 2),
			];
			const isTransparent =
				red === transparent[0] && green === transparent[1] && blue === transparent[2];
			visit(red, green, blue, isTransparent ? 0 : 255);
		},
		3: (line, x) => {
			const index = sample(line, x);
			const at = 3 * index;
			visit(
				palette[at] ?? 0,
				palette[at + 1] ?? 0,
				palette[at + 2] ?? 0,
				transparency[index] ?? 255,
			);
		},
		4: (line, x) => {
			const gray = sample(line, 2 * x);
			visit(gray, gray, gray, sample(line, 2 * x + 1));
		},
		6: (line, x) => {
			const at = 4 * x;
			visit(sample(line, at), sample(line, at + 1), sample(line, at + 2), sample(line, at + 3));
		},
	};
	const read = readers[colorType];
	return (line, width) => {
		for (let x = 0; x < width; x += 1) read?.(line, x);
	};
}

/** @returns what reads the n-th sample of a row: of 16 bits the upper 8 */
function sampleReader(bitDepth: number): (line: Uint8Array, index: number) => number {
	if (bitDepth === 8) return (line, index) => line[index] ?? 0;
	if (bitDepth === 16) return (line, index) => line[2 * index] ?? 0;
	const perByte = 8 / bitDepth;
	const mask = (1 << bitDepth) - 1;
	return (line, index) => {
		const shift = 8 - bitDepth * ((index % perByte) + 1);
		return ((line[Math.floor(index / perByte)] ?? 0) >> shift) & mask;
	};
}

/** The one colour that `tRNS` makes transparent where pixels are no indexes: two bytes for each sample. */
function transparentColor(transparency: Uint8Array, bitDepth: number): number[] {
	const byteOfSample = bitDepth === 16 ? 0 : 1;
	return [0, 2, 4].flatMap((at) => transparency[at + byteOfSample] ?? []);
}
