export const eveningSkies = [
	'Dusk With Cloud',
	'Dusk Without Cloud',
	'Twilight Sky With Cloud',
	'Twilight Sky Without Cloud',
] as const;

export type EveningSky = (typeof eveningSkies)[number];
