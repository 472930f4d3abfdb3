import type { CallingContext, CarriedOptions } from '../../shared/callApi';
import { readSpaces, readWidgets, type Space, type Widget } from '../../shared/catalog';
import type { Service } from '../services';
import { chooseSpace } from '../steps/chooseSpace';

/** What the catalog offers for a service, in the chosen space where it has spaces. */
export interface Offered {
	widgets: Widget[];
	space?: Space;
}

/**
 * Reads the catalog for a dropdown that follows the space. What the list of spaces gives is what the widgets are asked for
 * with, so both are read side by side; a space that is given by its title or its other id is looked up first.
 *
 * @param wanted the value of 'Space'; not read for a service without spaces
 * @throws Failure when it is not among the spaces, or the catalog refuses, is out of reach, or cannot be read
 */
export async function readOffered(
	context: CallingContext,
	carried: CarriedOptions,
	service: Service,
	wanted: string | undefined,
): Promise<Offered> {
	const read = async (space: string | undefined) =>
		await readWidgets(context, carried, service.name, space);
	if (!service.needsSpace) return { widgets: await read(undefined) };
	const early = wanted === undefined ? undefined : read(wanted);
	// Nobody may wait for it, where the space turns out to be another or none.
	early?.catch(() => undefined);
	const space = chooseSpace(await readSpaces(context, carried, service.name), wanted);
	const isEarly = early !== undefined && space.name === wanted;
	return { widgets: await (isEarly ? early : read(space.name)), space };
}
