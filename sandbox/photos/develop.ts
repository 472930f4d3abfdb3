import { maths } from '../render/maths';

const steps = 1024;
const brightest = 4;

/** Turns light (three numbers a pixel) into bytes as a camera does, darker towards the corners. */
export function develop(pixels: Float32Array, columns: number, exposure: number): Buffer {
	const rows = pixels.length / 3 / columns;
	const curve = Uint8Array.from({ length: brightest * steps + 1 }, (_, index) =>
		shown(index / steps),
	);
	const bytes = Buffer.alloc(pixels.length);
	for (let row = 0; row < rows; row += 1) {
		const y = row / rows - 0.5;
		for (let column = 0; column < columns; column += 1) {
			const x = column / columns - 0.5;
			const r2 = (x * x + y * y) * 2;
			const gain = exposure * (1 - 0.24 * r2 * (0.4 + 0.6 * r2));
			const at = (row * columns + column) * 3;
			for (let c = at; c < at + 3; c += 1) {
				const light = maths.max(0, maths.min(brightest, (pixels[c] ?? 0) * gain));
				bytes[c] = curve[maths.round(light * steps)] ?? 255;
			}
		}
	}
	return bytes;
}

/** A camera's curve: straight in the shadows, rolling off into white. */
function shown(light: number): number {
	const x = light < 0.5 ? light : 0.5 + 0.5 * (1 - maths.exp(-(light - 0.5) / 0.6));
	return maths.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
}
