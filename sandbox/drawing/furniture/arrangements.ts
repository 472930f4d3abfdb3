import type { Shape } from '../../render/shapes';
import type { Look } from './looks';
import {
	armchair,
	bathtub,
	bed,
	bookcase,
	chair,
	coffeeTable,
	crib,
	desk,
	diningTable,
	floorLamp,
	nightstand,
	pendant,
	pillowPile,
	plant,
	rug,
	sideboard,
	sideTable,
	sofa,
	tableLamp,
	vanity,
	wallArt,
} from './pieces';

type Arrangement = (look: Look) => Shape[];

const living: Arrangement = (look) => [
	...rug(look, { x: 0.35, z: 1.5 }, 3.1, 2),
	...sofa(look, { x: 0.35, z: 0.62 }),
	...coffeeTable(look, { x: 0.3, z: 1.72 }),
	...armchair(look, { x: 1.95, z: 1.75, yaw: -0.85 }),
	...floorLamp(look, { x: -1.15, z: 0.4 }),
	...sideTable(look, { x: 1.78, z: 0.5 }),
	...tableLamp(look, { x: 1.78, z: 0.5 }, 0.5),
	...plant(look, { x: -1.62, z: 0.62 }, 1.25),
	...wallArt(look, 0.35, 1.62, [
		[0.72, 0.92, 0],
		[0.72, 0.92, 0],
	]),
];

const sleeping =
	(width: number): Arrangement =>
	(look) => [
		...rug(look, { x: 0.35, z: 1.75 }, width + 1.3, 1.9),
		...bed(look, { x: 0.35, z: 1.2 }, width),
		...nightstand(look, { x: 0.35 - width / 2 - 0.42, z: 0.3 }),
		...nightstand(look, { x: 0.35 + width / 2 + 0.42, z: 0.3 }),
		...plant(look, { x: 2.2, z: 0.5 }, 1.35),
		...wallArt(look, 0.35, 1.83, [
			[0.6, 0.55, 0],
			[0.6, 0.55, 0],
		]),
	];

const dining: Arrangement = (look) => [
	...rug(look, { x: 0.35, z: 1.45 }, 3, 2.1),
	...chair(look, { x: -0.15, z: 0.72 }),
	...chair(look, { x: 0.85, z: 0.72 }),
	...diningTable(look, { x: 0.35, z: 1.35 }),
	...chair(look, { x: -0.15, z: 1.98, yaw: Math.PI }),
	...chair(look, { x: 0.85, z: 1.98, yaw: Math.PI }),
	...chair(look, { x: -0.88, z: 1.35, yaw: Math.PI / 2 }),
	...chair(look, { x: 1.58, z: 1.35, yaw: -Math.PI / 2 }),
	...pendant(look, { x: -0.1, z: 1.35 }),
	...pendant(look, { x: 0.8, z: 1.35 }),
	...sideboard(look, { x: 0.35, z: 0.23 }),
	...plant(look, { x: -1.6, z: 0.5 }),
	...wallArt(look, 0.35, 1.6, [[1.3, 0.8, 0]]),
];

const working: Arrangement = (look) => [
	...rug(look, { x: 0.2, z: 1.4 }, 2.6, 1.8),
	...desk(look, { x: 0.2, z: 0.55 }),
	...chair(look, { x: 0.12, z: 1.25, yaw: Math.PI - 0.35 }),
	...bookcase(look, { x: 1.85, z: 0.17 }),
	...armchair(look, { x: -1.35, z: 1.15, yaw: 0.75 }),
	...plant(look, { x: -1.7, z: 0.35 }, 1.4),
	...wallArt(look, 0.2, 1.78, [
		[0.46, 0.6, 0],
		[0.46, 0.6, 0],
		[0.46, 0.6, 0],
	]),
];

const bathing: Arrangement = (look) => [
	...vanity(look, { x: -0.75, z: 0.29 }),
	...bathtub(look, { x: 1.3, z: 0.75 }),
	...rug(look, { x: -0.7, z: 1.15 }, 1.2, 0.75),
	...plant(look, { x: 2.3, z: 0.3 }, 1.2),
	...wallArt(look, 1.3, 1.6, [[0.7, 0.7, 0]]),
];

const baby: Arrangement = (look) => [
	...rug(look, { x: 0.35, z: 1.5 }, 2.4, 1.8),
	...crib(look, { x: -0.2, z: 0.5 }),
	...armchair(look, { x: 1.55, z: 0.85, yaw: -0.55 }),
	...floorLamp(look, { x: 2.2, z: 0.35 }),
	...pillowPile(look, { x: 0.75, z: 1.75 }),
	...plant(look, { x: -1.55, z: 0.4 }, 1.1),
	...wallArt(look, -0.2, 1.62, [
		[0.42, 0.52, 0],
		[0.42, 0.52, 0],
	]),
];

const outdoors: Arrangement = (look) => [
	...rug(look, { x: 0.35, z: 1.5 }, 3, 2),
	...sofa(look, { x: 0.35, z: 0.7 }, 1.8),
	...coffeeTable(look, { x: 0.3, z: 1.75 }),
	...armchair(look, { x: 1.95, z: 1.6, yaw: -0.9 }),
	...armchair(look, { x: -1.3, z: 1.6, yaw: 0.9 }),
	...plant(look, { x: -1.4, z: 0.5 }, 1.5),
	...plant(look, { x: 2.1, z: 0.5 }, 1.3),
];

const livingAndDining: Arrangement = (look) => [
	...rug(look, { x: -0.2, z: 1.5 }, 2.4, 1.8),
	...sofa(look, { x: -0.3, z: 0.62 }, 1.8),
	...coffeeTable(look, { x: -0.35, z: 1.7 }),
	...floorLamp(look, { x: -1.5, z: 0.45 }),
	...wallArt(look, -0.3, 1.62, [[1.1, 0.8, 0]]),
	...diningTable(look, { x: 1.85, z: 0.85 }, 1.1),
	...chair(look, { x: 1.85, z: 0.33 }),
	...chair(look, { x: 1.85, z: 1.55, yaw: Math.PI }),
	...pendant(look, { x: 1.85, z: 0.85 }),
];

const livingAndSleeping: Arrangement = (look) => [
	...rug(look, { x: 0.3, z: 1.7 }, 3, 1.6),
	...bed(look, { x: -0.6, z: 1.2 }, 1.45),
	...nightstand(look, { x: 0.5, z: 0.3 }),
	...sofa(look, { x: 1.75, z: 0.62 }, 1.5),
	...sideTable(look, { x: 1.4, z: 1.7 }, 0.42),
	...plant(look, { x: -1.75, z: 0.4 }, 1.3),
	...wallArt(look, 1.6, 1.62, [[0.9, 0.7, 0]]),
	...wallArt(look, -0.6, 1.83, [[0.9, 0.5, 0]]),
];

const bySpace: Readonly<Record<string, Arrangement>> = {
	'Living Room': living,
	Bedroom: sleeping(1.7),
	'Single Bedroom': sleeping(1.05),
	'Kids Room': sleeping(1.05),
	'Dining Room': dining,
	Kitchen: dining,
	Bathroom: bathing,
	'Home Office': working,
	Nursery: baby,
	Studio: livingAndSleeping,
	'Living + Dining Room': livingAndDining,
	'Living + Dining + Bedroom': livingAndSleeping,
	Outdoor: outdoors,
};

/** Furnishes a kind of room; one that is not known becomes a living room. */
export function arrange(spaceTitle: string | undefined, look: Look): Shape[] {
	return (bySpace[spaceTitle ?? ''] ?? living)(look);
}
