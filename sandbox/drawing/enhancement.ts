import { chosenItems, type Wish } from '../services/service';
import { captionTag } from './caption';
import { type Picture, toJpeg, toSharp } from './picture';
import { brighten } from './tone';
import { touches } from './touches';

const usualCastRemoval = 0.55;

/** Draws a brighter, clearer, more colourful version of a photo, with the chosen touches. */
export async function drawEnhancement(picture: Picture, wish: Wish): Promise<Buffer> {
	const options = chosenItems(wish, 'Enhancement Options');
	const neutral = options.includes('Neutralize Color Cast') ? 1 : usualCastRemoval;
	const drawn = await brighten(picture, neutral);
	for (const option of options) await touches[option]?.(picture, drawn);
	const words = ['Enhanced', ...(wish.space ? [wish.space.title] : []), ...options];
	const tag = await captionTag(words.join(' · '), picture);
	const clear = toSharp(drawn).sharpen({
		sigma: Math.max(0.6, picture.width / 1800),
		m1: 0.4,
		m2: 1.6,
	});
	return await toJpeg(toSharp(await asPicture(clear)).composite([tag]));
}

async function asPicture(image: ReturnType<typeof toSharp>): Promise<Picture> {
	const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}
