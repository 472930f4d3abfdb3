import type { Space } from '../../shared/catalog';
import { Failure } from '../../shared/failure';
import { type Choice, findByIdOrName, listNames } from '../../shared/findByIdOrName';
import { textOf } from '../../shared/unknownValues';
import { SERVICES } from '../services';

/** A space as something to choose: sent by its `name`, read by its title. */
export interface SpaceChoice extends Choice {
	description?: string;
	space: Space;
}

/** @returns whether the service is known to have no spaces */
export function isSpaceless(service: string): boolean {
	return SERVICES.some(({ name, needsSpace }) => name === service && !needsSpace);
}

/** @throws Failure when the service is known to have no spaces, so that none can be chosen */
export function refuseSpaceless(service: string): void {
	if (!isSpaceless(service)) return;
	throw new Failure('This service has no spaces', 'Leave the field empty.');
}

/** @returns the spaces as something to choose; a `Failure` is thrown when there is none */
export function choicesOfSpaces(spaces: Space[]): SpaceChoice[] {
	if (spaces.length === 0) {
		throw new Failure(
			'AI HomeDesign offers no space for this service',
			'Ask AI HomeDesign whether the service is switched on for the account of this API key.',
		);
	}
	return spaces.map((space) => ({
		id: space.name,
		otherIds: space.id === undefined ? [] : [space.id],
		name: space.title,
		description: space.description,
		space,
	}));
}

/**
 * @param wanted the value of 'Space': an id, or the name that a person reads
 * @throws Failure when it is empty or not among the spaces, which are named
 */
export function chooseSpace(spaces: Space[], wanted: unknown): Space {
	const choices = choicesOfSpaces(spaces);
	const text = textOf(wanted);
	const found = text === undefined ? undefined : findByIdOrName(choices, text);
	if (found) return found.space;
	throw new Failure(
		text === undefined ? "'Space Name or ID' is empty" : `'${text}' is not a space of this service`,
		`Choose one of: ${listNames(choices)}.`,
	);
}
