import { Failure } from './failure';

/** Something a person may name by an id or by what they read. */
export interface Choice {
	/** What is sent. */
	id: string;
	/** Further ids that are accepted for it. */
	otherIds?: string[];
	/** What a person reads. */
	name: string;
}

/** How many choices an error names before it says how many more there are. */
const LONGEST_LIST = 30;

const fold = (text: string) => text.trim().toLowerCase();

/**
 * Finds what a person or an expression means: the exact id first, then the exact name, then ignoring case
 * and outer spaces.
 *
 * @returns the choice, or undefined where none fits
 * @throws Failure when one name fits several: both ids are named
 */
export function findByIdOrName<C extends Choice>(choices: C[], wanted: string): C | undefined {
	const folded = fold(wanted);
	const ways: Array<(choice: C) => boolean> = [
		({ id }) => id === wanted,
		({ otherIds }) => otherIds?.includes(wanted) ?? false,
		({ name }) => name === wanted,
		({ id, name }) => fold(name) === folded || fold(id) === folded,
	];
	for (const fits of ways) {
		const [found, second] = choices.filter(fits);
		if (found && second && found.id !== second.id) {
			throw new Failure(
				`'${wanted}' stands for more than one: ${found.id} and ${second.id}`,
				'Give the ID instead of the name.',
			);
		}
		if (found) return found;
	}
	return undefined;
}

/** @returns the names of the choices for a sentence, such as "Modern, Farmhouse, Industrial" */
export function listNames(choices: Choice[]): string {
	const names = choices.slice(0, LONGEST_LIST).map(({ name }) => name);
	const more = choices.length - names.length;
	return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
