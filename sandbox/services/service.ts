import type { Picture } from '../drawing/picture';
import type { PhotoName } from '../photos';

/** Something to choose in a widget. */
export interface ServiceItem {
	title: string;
	prompt: string;
	isPremium: boolean;
}

/** A choice that a service offers for a space. */
export interface ServiceWidget {
	title: string;
	description: string;
	isOptional: boolean;
	/** 'multiple': several of its items may be chosen at once. */
	type: 'single' | 'multiple';
	items: ServiceItem[];
}

/** A kind of room or place. The same space may belong to several services. */
export interface Space {
	name: string;
	title: string;
	description: string;
	isActive: boolean;
	isPremium: boolean;
	isMultiSpace: boolean;
}

/** What was ordered, in the words of the catalog. */
export interface Wish {
	space?: Space;
	/** Chosen items by the widget's title. */
	chosen: ReadonlyMap<string, readonly string[]>;
	removeShadow: boolean;
	/** 1 for the first picture of an order, 2 for its first regeneration, and so on. */
	version: number;
}

/** Draws the result of a service: a decoded picture in, a JPEG file out. */
export type Draw = (picture: Picture, wish: Wish) => Promise<Buffer>;

/** One of the vendor's services. */
export interface Service {
	name: string;
	/** Other names that the catalog (and nothing else) knows it by. */
	catalogAliases: readonly string[];
	title: string;
	description: string;
	/** The vendor's short name of the tool behind it. */
	toolName: string;
	/** The name of the same tool in v3. */
	toolSlug: string;
	/** The photo that it is shown with where no customer brings one. */
	photo: PhotoName;
	/** Empty where no space is chosen. */
	spaces: readonly Space[];
	/** Widgets for one of its spaces; for none chosen, all it has. */
	widgetsFor(space: Space | undefined): ServiceWidget[];
	/** Left out where the picture comes of the masks that the customer paints. */
	draw?: Draw;
}

/** Makes items of their titles. */
export function items(titles: readonly string[], premium: readonly string[] = []): ServiceItem[] {
	return titles.map((title) => ({ title, prompt: title, isPremium: premium.includes(title) }));
}

/** Titles chosen for a widget; the widget's title is compared without regard to case. */
export function chosenItems(wish: Wish, widgetTitle: string): readonly string[] {
	for (const [title, chosen] of wish.chosen) {
		if (title.toLowerCase() === widgetTitle.toLowerCase()) return chosen;
	}
	return [];
}
