import { forRows } from '../render/pace';
import type { Picture } from './picture';
import { maths } from '../render/maths';

const wantedMean = 130;
const strongestLift = 2.6;

/**
 * Makes a photo brighter, more colourful, and free of most of its colour cast.
 * `neutral` (0 to 1) says how much of the cast is taken away.
 */
export async function brighten(picture: Picture, neutral: number): Promise<Picture> {
	const { data, width, height } = picture;
	const means = channelMeans(picture, () => 1);
	const grey = (means[0] + means[1] + means[2]) / 3 || 1;
	// A cast shows on what is nearly grey; a green lawn is no cast.
	const greys = channelMeans(picture, nearlyGrey);
	const middle = (greys[0] + greys[1] + greys[2]) / 3 || 1;
	const gains = greys.map((mean) => 1 + (middle / maths.max(1, mean) - 1) * neutral);
	// Even a bright photo gets a little brighter.
	const wanted = maths.max(wantedMean, maths.min(235, grey * 1.12));
	const lift = maths.min(strongestLift, maths.log(grey / 255) / maths.log(wanted / 255));
	const top = brightest(picture);
	const tables = gains.map((gain) =>
		Uint8ClampedArray.from({ length: 256 }, (_, byte) => {
			const full = maths.min(1, (byte * gain) / top);
			const lifted = full ** (1 / lift);
			return 255 * (lifted + 0.22 * (smooth(lifted) - lifted));
		}),
	);
	const out = Buffer.alloc(data.length);
	await forRows(height, (row) => {
		for (let at = row * width * 3; at < (row + 1) * width * 3; at += 3) {
			const r = tables[0]?.[data[at] ?? 0] ?? 0;
			const g = tables[1]?.[data[at + 1] ?? 0] ?? 0;
			const b = tables[2]?.[data[at + 2] ?? 0] ?? 0;
			saturate(out, at, r, g, b, 1.32);
		}
	});
	return { data: out, width, height };
}

/** Writes a colour with its distance from grey multiplied. */
export function saturate(
	out: Buffer,
	at: number,
	r: number,
	g: number,
	b: number,
	by: number,
): void {
	const grey = 0.299 * r + 0.587 * g + 0.114 * b;
	out[at] = clampByte(grey + (r - grey) * by);
	out[at + 1] = clampByte(grey + (g - grey) * by);
	out[at + 2] = clampByte(grey + (b - grey) * by);
}

export function clampByte(value: number): number {
	return value < 0 ? 0 : value > 255 ? 255 : maths.round(value);
}

function channelMeans(
	{ data }: Picture,
	weightOf: (r: number, g: number, b: number) => number,
): [number, number, number] {
	const sums: [number, number, number] = [0, 0, 0];
	let total = 1e-9;
	for (let at = 0; at + 2 < data.length; at += 3 * 17) {
		const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
		const weight = weightOf(r, g, b);
		sums[0] += r * weight;
		sums[1] += g * weight;
		sums[2] += b * weight;
		total += weight;
	}
	return [sums[0] / total, sums[1] / total, sums[2] / total];
}

function nearlyGrey(r: number, g: number, b: number): number {
	const colourful = (maths.max(r, g, b) - maths.min(r, g, b)) / maths.max(1, r, g, b);
	return maths.exp(-((colourful / 0.22) ** 2)) + 1e-6;
}

/** The brightness that only one pixel in a hundred passes; at least that of a dim photo. */
function brightest({ data }: Picture): number {
	const counts = new Uint32Array(256);
	let total = 0;
	for (let at = 1; at < data.length; at += 3 * 17) {
		const byte = data[at] ?? 0;
		counts[byte] = (counts[byte] ?? 0) + 1;
		total += 1;
	}
	let above = 0;
	for (let byte = 255; byte > 150; byte -= 1) {
		above += counts[byte] ?? 0;
		if (above > total / 100) return byte;
	}
	return 150;
}

function smooth(x: number): number {
	return x * x * (3 - 2 * x);
}
