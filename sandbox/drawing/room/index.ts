import { letOthersIn } from '../../render/pace';
import type { Picture } from '../picture';
import { type FloorLine, findFloorLine } from './floorLine';
import { findItems } from './items';
import { type Sketch, sketchOf } from './sketch';
import { findSurfaces } from './surfaces';

/** A room as it is seen in a photo. */
export interface Room {
	sketch: Sketch;
	/** For each place of the sketch: a wall, the floor, or something else. */
	surfaces: Uint8Array;
	/** For each place of the sketch: 1 where something stands or hangs. */
	items: Uint8Array;
	/** Where the floor begins, if that is to be seen. */
	line: FloorLine | undefined;
}

/** Finds walls, floor and items of a room in a photo. */
export async function lookAtRoom(picture: Picture): Promise<Room> {
	const sketch = await sketchOf(picture);
	const surfaces = findSurfaces(sketch);
	await letOthersIn();
	const items = findItems(sketch, surfaces);
	await letOthersIn();
	const line = findFloorLine(sketch, surfaces, items);
	await letOthersIn();
	return { sketch, surfaces, items, line };
}
