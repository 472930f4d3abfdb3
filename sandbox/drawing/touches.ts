import { cloud, step } from '../render/noise';
import { forRows } from '../render/pace';
import type { Picture } from './picture';
import { replaceSky } from './sky';
import { clampByte, saturate } from './tone';
import { maths } from '../render/maths';

/** A chosen touch: changes `drawn`; `taken` is the photo as it was sent. */
type Touch = (taken: Picture, drawn: Picture) => Promise<void>;

/** The enhancement options, by their title. One that is not here is part of the brightening. */
export const touches: Readonly<Record<string, Touch>> = {
	'Sky Replacement': replaceSky,

	'Lawn Touch-Up': async (taken, drawn) => {
		await forPixels(drawn, (at, _x, y) => {
			const [r, g, b] = bytesAt(taken, at);
			const green = step(0.0, 0.14, (g - maths.max(r * 0.99, b * 0.99)) / maths.max(24, g));
			const share = green * (0.35 + 0.65 * step(0.45, 0.62, y));
			blend(drawn, at, [-22, 6, -26], share);
		});
	},

	'Light Up Windows': async (taken, drawn) => {
		await forPixels(drawn, (at, _x, y) => {
			const [r, g, b] = bytesAt(taken, at);
			const cold =
				step(0.16, 0.3, (b - r) / maths.max(12, b)) * step(0, 0.02, (b - g) / maths.max(12, b));
			const dark = 1 - step(60, 84, (r + g + b) / 3);
			const inside = step(0.2, 0.28, y) * (1 - step(0.72, 0.8, y));
			blend(drawn, at, [150, 96, 6], cold * dark * inside);
		});
	},

	'Golden Light': async (_taken, drawn) => {
		await forPixels(drawn, (at, x, y) => {
			blend(drawn, at, [24, 9, -24], 0.35 + 0.65 * (1 - step(0, 1.1, maths.hypot(x, y - 0.25))));
		});
	},

	'Vivid Colors': async (_taken, drawn) => {
		await forPixels(drawn, (at) => {
			const [r, g, b] = bytesAt(drawn, at);
			saturate(drawn.data, at, r, g, b, 1.45);
		});
	},

	'Brighten Windows': async (taken, drawn) => {
		await forPixels(drawn, (at) => {
			const [r, g, b] = bytesAt(taken, at);
			const white = step(212, 244, maths.min(r, g, b));
			blend(drawn, at, [34, 42, 56], white);
			mixIn(drawn, at, [176, 212, 240], 0.45 * step(0.01, 0.06, (maths.max(g, b) - r) / 255));
		});
	},

	'Warm Up Lamps': async (_taken, drawn) => {
		await forPixels(drawn, (at, x, y) => {
			const left = glow(x - 0.16, y - 0.3, 0.2);
			const right = glow(x - 0.84, y - 0.3, 0.2);
			blend(drawn, at, [70, 38, -8], maths.min(1, left + right));
		});
	},

	'Add Fire to Fireplace': async (_taken, drawn) => {
		await forPixels(drawn, (at, x, y) => {
			const u = (x - 0.5) / 0.075;
			const v = (0.72 - y) / 0.16;
			blend(drawn, at, [74, 30, -14], glow(x - 0.5, y - 0.68, 0.22) * 0.8);
			if (v < 0 || v > 1 || maths.abs(u) > 1) return;
			const lick = cloud(x * 62, y * 26, 3, 120);
			const flame = step(0.02, 0.5, (1 - u * u) * (1.25 - v) * (0.35 + lick) - 0.18 - v * 0.32);
			mixIn(drawn, at, [255, 208 - 110 * v - 60 * u * u, 96 - 90 * v - 60 * u * u], flame);
		});
	},

	'Add Screen to TV': async (_taken, drawn) => {
		await forPixels(drawn, (at, x, y) => {
			const u = (x - 0.6) / 0.115;
			const v = (y - 0.4) / 0.09;
			if (maths.abs(u) > 1 || maths.abs(v) > 1) return;
			const rim = maths.abs(u) > 0.97 || maths.abs(v) > 0.96;
			const hill = v > 0.25 + 0.35 * (cloud(u * 1.6 + 3, 1, 4, 130) - 0.5);
			const sky: Bytes = [90 + v * 70, 150 + v * 50, 214];
			put(drawn, at, rim ? [18, 19, 21] : hill ? [52, 96 - v * 30, 74] : sky);
		});
	},
};

type Bytes = readonly [number, number, number];

async function forPixels(
	{ width, height }: Picture,
	task: (at: number, x: number, y: number) => void,
): Promise<void> {
	await forRows(height, (row) => {
		for (let column = 0; column < width; column += 1) {
			task((row * width + column) * 3, column / width, row / height);
		}
	});
}

function bytesAt({ data }: Picture, at: number): Bytes {
	return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

function put({ data }: Picture, at: number, bytes: Bytes): void {
	for (const c of [0, 1, 2] as const) data[at + c] = clampByte(bytes[c]);
}

/** Covers with a share of a colour. */
function mixIn({ data }: Picture, at: number, bytes: Bytes, share: number): void {
	for (const c of [0, 1, 2] as const) {
		const own = data[at + c] ?? 0;
		data[at + c] = clampByte(own + (bytes[c] - own) * share);
	}
}

/** Adds a share of a colour. */
function blend({ data }: Picture, at: number, add: Bytes, share: number): void {
	if (share <= 0) return;
	for (const c of [0, 1, 2] as const)
		data[at + c] = clampByte((data[at + c] ?? 0) + add[c] * share);
}

function glow(x: number, y: number, reach: number): number {
	return maths.exp(-(x * x + y * y) / (reach * reach * 0.35));
}
