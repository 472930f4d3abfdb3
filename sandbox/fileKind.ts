/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { open } from 'node:fs/promises';

/** What an uploaded file is, told by its first bytes; 'raw' is a camera's own format. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'tiff' | 'heic' | 'raw';

const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

/** Tells the kind of a file on disk; undefined when it is not an image that the vendor takes. */
export async function fileKindOf(path: string): Promise<FileKind | undefined> {
	const file = await open(path);
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0);
		return kindOf(buffer.subarray(0, bytesRead));
	} finally {
		await file.close();
	}
}

function kindOf(head: Buffer): FileKind | undefined {
	const text = head.toString('latin1');
	if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
	if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
	if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
	if (text.slice(4, 8) === 'ftyp') {
		const brand = text.slice(8, 12);
		if (brand === 'crx ') return 'raw'; // CR3
		return heicBrands.has(brand) ? 'heic' : undefined;
	}
	if (text.startsWith('FUJIFILMCCD-RAW')) return 'raw';
	if (text.startsWith('FOVb')) return 'raw'; // X3F
	if (/^II(?:U\0|RO|RS)/.test(text)) return 'raw'; // RW2, ORF
	// DNG, NEF, ARW and CR2 are TIFF files too; whether there is a picture to read shows later.
	if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'tiff';
	return undefined;
}
