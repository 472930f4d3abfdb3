import { chosenItems, type Wish } from '../services/service';
import { captionTag } from './caption';
import { type Picture, toJpeg, toSharp } from './picture';

/** Draws a brighter, clearer, more colourful version of a photo, with the chosen touches. */
export async function drawEnhancement(picture: Picture, wish: Wish): Promise<Buffer> {
	const options = chosenItems(wish, 'Enhancement Options');
	const words = ['Enhanced', ...(wish.space ? [wish.space.title] : []), ...options];
	const brighter = toSharp(picture)
		.gamma(1.4)
		.modulate({ brightness: 1.25, saturation: 1.25 })
		.sharpen({ sigma: 1 });
	return await toJpeg(brighter.composite([await captionTag(words.join(' · '), picture)]));
}
