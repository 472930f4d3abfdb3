import sharp from 'sharp';
import { chosenItems, type Wish } from '../services/service';
import { captionTag } from './caption';
import { type Picture, toJpeg, toSharp } from './picture';

/** Draws furniture of the chosen style into the photo of an empty room. */
export async function drawStaging(picture: Picture, wish: Wish): Promise<Buffer> {
	const style = chosenItems(wish, 'style')[0] ?? 'Modern';
	const { width, height } = picture;
	const sofa: sharp.OverlayOptions = {
		input: Buffer.from(
			`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 75" preserveAspectRatio="none">
			<rect x="30" y="42" width="40" height="16" rx="2" fill="#6b7280"/></svg>`,
		),
	};
	const words = ['Virtually staged', style, ...(wish.space ? [wish.space.title] : [])];
	return await toJpeg(
		toSharp(picture).composite([sofa, await captionTag(words.join(' · '), picture)]),
	);
}
