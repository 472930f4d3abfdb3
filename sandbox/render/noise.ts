import { maths } from './maths';

/** A number from 0 to 1 that looks random and is the same for the same three whole numbers. */
export function hash(x: number, y: number, seed = 0): number {
	let h =
		maths.imul(x | 0, 0x27d4eb2d) ^
		maths.imul(y | 0, 0x165667b1) ^
		maths.imul(seed | 0, 0x9e3779b1);
	h = maths.imul(h ^ (h >>> 15), 0x85ebca6b);
	h = maths.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise from 0 to 1, with features about one unit wide. */
export function noise(x: number, y: number, seed = 0): number {
	const xi = maths.floor(x);
	const yi = maths.floor(y);
	const u = smooth(x - xi);
	const v = smooth(y - yi);
	const top = mix(hash(xi, yi, seed), hash(xi + 1, yi, seed), u);
	const bottom = mix(hash(xi, yi + 1, seed), hash(xi + 1, yi + 1, seed), u);
	return mix(top, bottom, v);
}

/** Noise with detail in several sizes, from 0 to 1. */
export function cloud(x: number, y: number, octaves: number, seed = 0): number {
	let sum = 0;
	let weight = 0.5;
	let total = 0;
	for (let octave = 0; octave < octaves; octave += 1) {
		sum += weight * noise(x, y, seed + octave);
		total += weight;
		weight /= 2;
		x = x * 2.03 + 17.1;
		y = y * 2.03 + 9.7;
	}
	return sum / total;
}

export function mix(a: number, b: number, t: number): number {
	return a + (b - a) * t;
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function step(from: number, to: number, x: number): number {
	return smooth(maths.min(1, maths.max(0, (x - from) / (to - from))));
}

function smooth(t: number): number {
	return t * t * (3 - 2 * t);
}
