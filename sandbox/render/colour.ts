import { maths } from './maths';

/** Red, green, blue as amounts of light (linear), 1 being white. */
export type Colour = readonly [number, number, number];

/** Reads '#rrggbb' as amounts of light. */
export function colour(hex: string): Colour {
	const value = Number.parseInt(hex.slice(1), 16);
	return [toLight(value >> 16), toLight((value >> 8) & 255), toLight(value & 255)];
}

/** An 8-bit value as shown, for an amount of light; bright light is rolled off softly. */
export function toByte(light: number): number {
	const x = light < 0.7 ? light : 0.7 + 0.3 * (1 - maths.exp(-(light - 0.7) / 0.3));
	const shown = x <= 0.0031308 ? 12.92 * x : 1.055 * maths.max(0, x) ** (1 / 2.4) - 0.055;
	return maths.max(0, maths.min(255, maths.round(shown * 255)));
}

function toLight(byte: number): number {
	const x = byte / 255;
	return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}
