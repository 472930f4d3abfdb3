import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { CarriedOptions } from '../../shared/callApi';
import { readSpaces, readWidgets, type Space, type Widget } from '../../shared/catalog';
import { onceInRun } from '../../shared/runMemory';
import type { Service } from '../services';
import { chooseSpace } from './chooseSpace';
import {
	chooseAdditional,
	chooseForField,
	type Chosen,
	refuseContradiction,
	refuseUnfilled,
} from './chooseWidgets';

/** What an order asks for, in the API's own ids, and the names of it that a person reads. */
export interface Selection {
	spaceName?: string;
	widgets: Array<{ id: string; item_id: string }>;
	/** The titles of what was chosen, by the field of the output that names it. */
	titles: Record<string, string>;
}

const spacesInRun = onceInRun<Space[]>();
const widgetsInRun = onceInRun<Widget[]>();

/**
 * Turns the item's space, style and further choices, given by id or by name, into the ids of the catalog.
 * Comes first of all steps: it costs two free calls for a whole run, and a typo is found before an image is
 * fetched, uploaded or paid for.
 *
 * @throws Failure that names the right choices when one is wrong, missing or not unique
 */
export async function chooseFromCatalog(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	service: Service,
): Promise<Selection> {
	const space = service.needsSpace
		? chooseSpace(
				await spacesOnce(context, carried, service),
				context.getNodeParameter('space', ''),
			)
		: undefined;
	const offered = await widgetsOnce(context, carried, service, space);
	const place = space ? ` for ${space.title}` : '';
	const additional = chooseAdditional(
		offered,
		context.getNodeParameter('options.additionalWidgets', {}),
		place,
	);
	const titles: Record<string, string> = {};
	const chosen = service.widgetFields.flatMap((field) => {
		const own = chooseForField(
			field,
			offered,
			context.getNodeParameter(field.parameter, ''),
			place,
		);
		refuseContradiction(field, own, additional);
		if (field.outputField && own[0]) titles[field.outputField] = own[0].item.title;
		return own;
	});
	chosen.push(...additional);
	refuseUnfilled(offered, chosen, place);
	return { spaceName: space?.name, widgets: pairsOf(chosen), titles };
}

function spacesOnce(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	service: Service,
): Promise<Space[]> {
	return spacesInRun(context.getExecuteData(), service.name, () =>
		readSpaces(context, carried, service.name),
	);
}

function widgetsOnce(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	service: Service,
	space: Space | undefined,
): Promise<Widget[]> {
	return widgetsInRun(context.getExecuteData(), `${service.name} ${space?.name}`, () =>
		readWidgets(context, carried, service.name, space?.name),
	);
}

function pairsOf(chosen: Chosen[]): Selection['widgets'] {
	const pairs = chosen.map(({ widget, item }) => ({ id: widget.id, item_id: item.id }));
	return pairs.filter(
		({ id, item_id }, index) =>
			pairs.findIndex((pair) => pair.id === id && pair.item_id === item_id) === index,
	);
}
