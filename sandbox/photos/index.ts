import sharp from 'sharp';
import { darkFacade } from './darkFacade';
import { furnishedRoom } from './furnishedRoom';
import { livingRoom } from './livingRoom';
import { maths } from '../render/maths';

const scenes = {
	/** An empty living room with a big window, to be furnished. */
	livingRoom,
	/** The same living room with furniture in it, to be emptied. */
	furnishedRoom,
	/** A house front under a grey sky, taken too dark and too blue, to be enhanced. */
	darkFacade,
} satisfies Record<string, (columns: number, rows: number) => Promise<Buffer>>;

export type PhotoName = keyof typeof scenes;

export const photoNames: readonly PhotoName[] = ['livingRoom', 'furnishedRoom', 'darkFacade'];

const cameraSize = { width: 4032, height: 3024 };
const widestRender = 1600;

/**
 * Renders a photo as a JPEG file with a camera's EXIF. The same name and size (in pixels; 4032x3024
 * when left out) always give the same picture.
 */
export async function renderPhoto(
	name: PhotoName,
	{ width = cameraSize.width, height = maths.round((width * 3) / 4) }: PhotoSize = {},
): Promise<Buffer> {
	const columns = maths.min(width, widestRender);
	const rows = maths.max(1, maths.round((height * columns) / width));
	const scene = await scenes[name](columns, rows);
	const large = await sharp(scene, { raw: { width: columns, height: rows, channels: 3 } })
		.resize({ width, height, fit: 'fill', kernel: 'cubic' })
		.raw()
		.toBuffer();
	addGrain(large);
	return await sharp(large, { raw: { width, height, channels: 3 } })
		.withMetadata({ orientation: 1 })
		.withExifMerge({
			IFD0: {
				Make: 'Sandbox',
				Model: 'Sandbox Camera',
				Software: 'AI HomeDesign sandbox',
				DateTime: '2026:03:14 10:24:31',
			},
			IFD2: {
				DateTimeOriginal: '2026:03:14 10:24:31',
				ISOSpeedRatings: '400',
				ExposureTime: '1/60',
				FNumber: '4/1',
			},
		})
		.jpeg({ quality: 90 })
		.toBuffer();
}

export interface PhotoSize {
	width?: number;
	height?: number;
}

/** Adds a sensor's noise: stronger in the dark, mostly the same for all three colours. */
function addGrain(bytes: Buffer): void {
	let state = 0x2545f491;
	for (let at = 0; at < bytes.length; at += 3) {
		state = (maths.imul(state, 1664525) + 1013904223) | 0;
		const strength = 2.6 - (bytes[at + 1] ?? 0) * 0.006;
		// Four bytes of the state added up come close to a bell curve.
		const bell = (state >>> 24) + ((state >>> 16) & 255) + ((state >>> 8) & 255) - 382;
		const grey = (bell / 128) * strength;
		const tint = (((state >>> 12) & 255) / 255 - 0.5) * strength;
		bytes[at] = clamp((bytes[at] ?? 0) + grey + tint);
		bytes[at + 1] = clamp((bytes[at + 1] ?? 0) + grey);
		bytes[at + 2] = clamp((bytes[at + 2] ?? 0) + grey - tint);
	}
}

function clamp(value: number): number {
	return value < 0 ? 0 : value > 255 ? 255 : maths.round(value);
}
