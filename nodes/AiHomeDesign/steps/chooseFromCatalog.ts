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
import { readSwitch } from './parameters';

/** What an order asks for. */
export interface Selection {
	/** In the API's own words and ids, as the submit sends it beside the order's ID. */
	body: {
		space_name?: string;
		selected_widgets?: Array<{ id: string; item_id: string }>;
		remove_shadow?: boolean;
		service_name?: string;
	};
	/** As a person reads it, by the field of the output that names it. */
	inWords: Record<string, boolean | string>;
}

/** By node too: all tools of an agent run in the agent's run, each with a credential of its own. */
const spacesInRun = onceInRun<Space[]>();
const widgetsInRun = onceInRun<Widget[]>();

/**
 * Turns the item's space, style and further choices, given by id or by name, into the ids of the catalog.
 * Comes first of all steps: it costs two free calls for a whole run, and a typo is found before an image is
 * fetched, uploaded or paid for. A service that asks for nothing has nothing to look up.
 *
 * @throws Failure that names the right choices when one is wrong, missing or not unique
 */
export async function chooseFromCatalog(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	service: Service,
): Promise<Selection> {
	const body: Selection['body'] = service.isNamedInSubmit ? { service_name: service.name } : {};
	const inWords: Selection['inWords'] = {};
	if (service.removesShadow) {
		body.remove_shadow = readSwitch(context, 'removeShadow', 'Remove Shadow', false);
		inWords.shadow_removal = body.remove_shadow;
	}
	if (!service.needsSpace && service.widgetFields.length === 0) return { body, inWords };

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
	const chosen = service.widgetFields.flatMap((field) => {
		const own = chooseForField(
			field,
			offered,
			context.getNodeParameter(field.parameter, ''),
			place,
		);
		refuseContradiction(field, own, additional);
		if (field.outputField && own[0]) inWords[field.outputField] = own[0].item.title;
		return own;
	});
	chosen.push(...additional);
	refuseUnfilled(offered, chosen, place);
	if (space) body.space_name = space.name;
	if (chosen.length > 0) body.selected_widgets = pairsOf(chosen);
	return { body, inWords };
}

function spacesOnce(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	service: Service,
): Promise<Space[]> {
	return spacesInRun(context.getExecuteData(), `${context.getNode().id} ${service.name}`, () =>
		readSpaces(context, carried, service.name),
	);
}

function widgetsOnce(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	service: Service,
	space: Space | undefined,
): Promise<Widget[]> {
	const key = `${context.getNode().id} ${service.name} ${space?.name}`;
	return widgetsInRun(context.getExecuteData(), key, () =>
		readWidgets(context, carried, service.name, space?.name),
	);
}

function pairsOf(chosen: Chosen[]): Selection['body']['selected_widgets'] {
	const pairs = chosen.map(({ widget, item }) => ({ id: widget.id, item_id: item.id }));
	return pairs.filter(
		({ id, item_id }, index) =>
			pairs.findIndex((pair) => pair.id === id && pair.item_id === item_id) === index,
	);
}
