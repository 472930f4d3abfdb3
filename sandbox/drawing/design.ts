import { chosenItems, type Wish } from '../services/service';
import { captionTag } from './caption';
import { coloursOf } from './furniture/palettes';
import { type Picture, toJpeg, toSharp } from './picture';
import { lookAtRoom } from './room';
import { clear } from './room/clear';
import { sketchOf } from './room/sketch';
import { paintWalls } from './room/walls';
import { furnish } from './staging';

/** Draws the room in another style and other colours. */
export async function drawDesign(picture: Picture, wish: Wish): Promise<Buffer> {
	const [style = 'Modern'] = chosenItems(wish, 'style');
	const [palette] = chosenItems(wish, 'color');
	const { walls, accents } = coloursOf(palette, style);
	const { sketch, items, line } = await lookAtRoom(picture);
	const room = await clear(picture, sketch, items, line);
	if (line) await paintWalls(room, await sketchOf(room), line, bytesOf(walls));
	const designed = await furnish(room, { style, space: wish.space?.title, accents });
	const words = [
		'Redesigned',
		style,
		...(palette === undefined ? [] : [palette]),
		...(wish.space ? [wish.space.title] : []),
	];
	const tag = await captionTag(words.join(' · '), picture);
	return await toJpeg(toSharp(designed).composite([tag]));
}

function bytesOf(hex: string): [number, number, number] {
	const value = Number.parseInt(hex.slice(1), 16);
	return [value >> 16, (value >> 8) & 255, value & 255];
}
