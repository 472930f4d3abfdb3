import { captionTag } from './caption';
import { type Picture, toJpeg, toSharp } from './picture';
import { lookAtRoom } from './room';
import { clear } from './room/clear';

/** Draws the room without what stands in it. */
export async function drawEmptied(picture: Picture): Promise<Buffer> {
	const tag = await captionTag('Items removed', picture);
	return await toJpeg(toSharp(await emptied(picture)).composite([tag]));
}

/** Removes what stands in a room and hangs on its walls. */
export async function emptied(picture: Picture): Promise<Picture> {
	const { sketch, items, line } = await lookAtRoom(picture);
	return await clear(picture, sketch, items, line);
}
