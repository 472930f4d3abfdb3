import { roomCamera } from '../render/camera';
import { toByte } from '../render/colour';
import { step } from '../render/noise';
import { forRows } from '../render/pace';
import { type Layer, render } from '../render/scene';
import { chosenItems, type Wish } from '../services/service';
import { captionTag } from './caption';
import { arrange } from './furniture/arrangements';
import { type Accents, lookOf } from './furniture/looks';
import { type Picture, toJpeg, toSharp } from './picture';
import { maths } from '../render/maths';

const kept = new Map<string, Promise<Layer>>();
const mostKept = 6;
const widestRender = 1280;
// Bytes are not light: half of the light is about 0.73 of the byte.
const shadowOnBytes = 0.6;

/** Draws furniture of the chosen style into the photo of an empty room. */
export async function drawStaging(picture: Picture, wish: Wish): Promise<Buffer> {
	const style = chosenItems(wish, 'style')[0] ?? 'Modern';
	const furnished = await furnish(picture, { style, space: wish.space?.title });
	const words = ['Virtually staged', style, ...(wish.space ? [wish.space.title] : [])];
	const tag = await captionTag(words.join(' · '), picture);
	return await toJpeg(toSharp(furnished).composite([tag]));
}

/** What furniture is drawn. */
export interface Furnishing {
	style: string;
	/** Title of the space; without it, a living room. */
	space?: string;
	/** Colours in place of the style's own. */
	accents?: Accents;
}

/** Draws furniture into the photo of a room. */
export async function furnish(picture: Picture, furnishing: Furnishing): Promise<Picture> {
	return await layOver(picture, await furnitureFor(picture, furnishing));
}

/** Renders furniture; the same for many photos of one size is rendered once. */
function furnitureFor(picture: Picture, { style, space, accents }: Furnishing): Promise<Layer> {
	const scale = maths.min(1, widestRender / maths.max(picture.width, picture.height));
	const width = maths.max(1, maths.round(picture.width * scale));
	const height = maths.max(1, maths.round(picture.height * scale));
	const key = JSON.stringify([style, space, accents, width, height]);
	const known = kept.get(key);
	if (known) return known;
	const scene = {
		shapes: arrange(space, lookOf(style, accents)),
		camera: roomCamera,
		surroundings: daylight,
		catchesShadows: true,
		raysPerPixel: 5,
	};
	const fresh = render(scene, width, height);
	const oldest = kept.keys().next();
	if (kept.size >= mostKept && !oldest.done) kept.delete(oldest.value);
	kept.set(key, fresh);
	return fresh;
}

/** A window to the left, light walls and a light ceiling. */
function daylight(dx: number, dy: number, dz: number, light: Float64Array): void {
	const window = 2.6 * step(0.25, 0.8, -dx) * step(-0.55, 0.05, dy) * step(-0.85, -0.2, dz);
	const walls = dy < 0 ? 0.62 + 0.25 * dy : 0.62 + 0.3 * dy;
	light[0] = walls * 1.03 + window * 0.97;
	light[1] = walls + window;
	light[2] = walls * 0.94 + window * 1.04;
}

async function layOver(picture: Picture, layer: Layer): Promise<Picture> {
	const { data, width, height } = picture;
	const out = Buffer.alloc(data.length);
	const exposure = exposureOf(picture);
	const light = new Float64Array(3);
	await forRows(height, (row) => {
		const y = maths.max(
			0,
			maths.min(layer.height - 1, ((row + 0.5) * layer.height) / height - 0.5),
		);
		const top = maths.min(layer.height - 2, maths.floor(y));
		const down = y - top;
		for (let column = 0; column < width; column += 1) {
			const x = maths.max(
				0,
				maths.min(layer.width - 1, ((column + 0.5) * layer.width) / width - 0.5),
			);
			const left = maths.min(layer.width - 2, maths.floor(x));
			const right = x - left;
			light.fill(0);
			let covered = 0;
			let shade = 0;
			for (let corner = 0; corner < 4; corner += 1) {
				const dx = corner & 1;
				const dy = corner >> 1;
				const weight = (dx ? right : 1 - right) * (dy ? down : 1 - down);
				const at = maths.max(0, (top + dy) * layer.width + left + dx);
				covered += (layer.coverage[at] ?? 0) * weight;
				shade += (layer.shade[at] ?? 1) * weight;
				for (let c = 0; c < 3; c += 1) {
					light[c] = (light[c] ?? 0) + (layer.light[at * 3 + c] ?? 0) * weight;
				}
			}
			const at = (row * width + column) * 3;
			const behind = shade ** shadowOnBytes * (1 - covered);
			for (let c = 0; c < 3; c += 1) {
				const front = covered > 0 ? toByte(((light[c] ?? 0) / covered) * exposure) : 0;
				out[at + c] = maths.round((data[at + c] ?? 0) * behind + front * covered);
			}
		}
	});
	return { data: out, width, height };
}

/** How bright furniture has to be to fit the photo: its bright parts are what lights it. */
function exposureOf({ data }: Picture): number {
	let sum = 0;
	let count = 0;
	for (let at = 1; at < data.length; at += 3 * 61) {
		sum += data[at] ?? 0;
		count += 1;
	}
	const mean = count === 0 ? 128 : sum / count;
	return maths.max(0.25, maths.min(1.15, (mean / 150) ** 1.8));
}
