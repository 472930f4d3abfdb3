import type { IDataObject } from 'n8n-workflow';
import { type Answer, unreadable } from './answer';
import { callApi, type CallingContext, type CarriedOptions } from './callApi';
import { limitTo } from './limiter';
import { isRecord, recordsOf, textOf } from './unknownValues';

/** A room or area that a service works on. `name` is what an order takes as `space_name`. */
export interface Space {
	name: string;
	/** What a person reads, such as "Living Room". */
	title: string;
	/** Another id that the catalog gives; accepted, but never sent. */
	id?: string;
	description?: string;
}

/** One choice within a widget, such as the style "Modern". Its id is opaque. */
export interface Item {
	id: string;
	title: string;
}

/** Something to choose for an order, such as its style. Its id is opaque: it is known by its title. */
export interface Widget {
	id: string;
	title: string;
	isOptional: boolean;
	items: Item[];
}

/** How many items of a run read the catalog at the same time, in this process. */
export const catalogReads = limitTo(4);

/** @returns the list in an answer of the catalog, as the vendor tells it; a `Failure` is thrown where there is none */
export function listIn(answer: Answer, what: 'spaces' | 'widgets'): IDataObject[] {
	const { body } = answer;
	if (isRecord(body) && Array.isArray(body.data)) return recordsOf(body.data);
	throw unreadable(`a list of ${what}`, answer);
}

/**
 * Reads the spaces that a service works on: `GET /v1/catalog/spaces` (vendor's docs, "Get Spaces").
 *
 * @throws Failure when the catalog refuses, is out of reach, or cannot be read
 */
export async function readSpaces(
	context: CallingContext,
	carried: CarriedOptions,
	service: string,
): Promise<Space[]> {
	return parseSpaces(
		await callApi(context, carried, {
			method: 'GET',
			url: '/v1/catalog/spaces',
			qs: { service_name: service, active: true },
		}),
	);
}

/** @returns the spaces in an answer of the catalog; a `Failure` is thrown where it has no list of them */
function parseSpaces(answer: Answer): Space[] {
	return listIn(answer, 'spaces').flatMap((space) => {
		const name = textOf(space.name);
		if (name === undefined || space.is_active === false) return [];
		return [
			{
				name,
				title: textOf(space.title) ?? name,
				id: textOf(space.id),
				description: textOf(space.description),
			},
		];
	});
}

/**
 * Reads what there is to choose for a service in a space: `GET /v1/catalog/items/filter` (vendor's docs, "Get Widgets and Items").
 *
 * @param spaceName a space's `name`; undefined for a service without spaces
 * @throws Failure when the catalog refuses, is out of reach, or cannot be read
 */
export async function readWidgets(
	context: CallingContext,
	carried: CarriedOptions,
	service: string,
	spaceName: string | undefined,
): Promise<Widget[]> {
	return parseWidgets(
		await callApi(context, carried, {
			method: 'GET',
			url: '/v1/catalog/items/filter',
			qs: { service_name: service, ...(spaceName === undefined ? {} : { space_name: spaceName }) },
		}),
	);
}

/** @returns the widgets in an answer of the catalog; a `Failure` is thrown where it has no list of them */
export function parseWidgets(answer: Answer): Widget[] {
	return listIn(answer, 'widgets').flatMap((widget) => {
		const id = textOf(widget.id);
		if (id === undefined) return [];
		return [
			{
				id,
				title: textOf(widget.title) ?? id,
				isOptional: widget.is_optional !== false,
				items: readItems(widget.items),
			},
		];
	});
}

function readItems(items: unknown): Item[] {
	return recordsOf(items).flatMap((item) => {
		const id = textOf(item.id);
		return id === undefined ? [] : [{ id, title: textOf(item.title) ?? id }];
	});
}
