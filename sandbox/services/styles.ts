import { items, type ServiceWidget, type Space } from './service';
import { kitchen, nursery, outdoor } from './spaces';

export const styles = [
	'Prime',
	'Modern',
	'Contemporary',
	'Scandinavian',
	'Farmhouse',
	'Hampton',
	'Industrial',
	'Traditional',
] as const;

export type Style = (typeof styles)[number];

const notOffered: ReadonlyMap<string, readonly string[]> = new Map([
	[kitchen.name, ['Hampton']],
	[nursery.name, ['Prime', 'Hampton', 'Industrial', 'Traditional']],
	[outdoor.name, ['Prime', 'Industrial']],
]);

/** The required choice of a style, as far as it is offered for the space. */
export function styleWidget(space: Space | undefined): ServiceWidget {
	const without = (space && notOffered.get(space.name)) ?? [];
	return {
		title: 'style',
		description: 'The look of the furniture',
		isOptional: false,
		type: 'single',
		items: items(
			styles.filter((style) => !without.includes(style)),
			['Prime'],
		),
	};
}
