import type { Item, Widget } from '../../shared/catalog';
import { Failure } from '../../shared/failure';
import { findByIdOrName, listNames } from '../../shared/findByIdOrName';
import { isRecord, recordsOf, textOf } from '../../shared/unknownValues';
import type { WidgetField } from '../services';
import { findWidget } from './findWidget';

/** One item, chosen for its widget. */
export interface Chosen {
	widget: Widget;
	item: Item;
}

/** @returns the items of a widget as something to choose */
export function choicesOf(widget: Widget) {
	return widget.items.map((item) => ({ id: item.id, name: item.title, item }));
}

/** @returns widgets as something to choose */
export function choicesOfWidgets(widgets: Widget[]) {
	return widgets.map((widget) => ({ id: widget.id, name: widget.title, widget }));
}

/**
 * Chooses for a widget that has a field of its own, such as the style.
 *
 * @param value what the field holds: ids or names, one or several
 * @param place for sentences, such as " for Bedroom"
 * @throws Failure when the value is not offered, or empty where the widget is required
 */
export function chooseForField(
	field: WidgetField,
	offered: Widget[],
	value: unknown,
	place: string,
): Chosen[] {
	const widget = findWidget(offered, field);
	const isEmpty = Array.isArray(value) ? value.length === 0 : textOf(value) === undefined;
	if (isEmpty && (widget === undefined || (widget.isOptional && field.isOptional))) return [];
	if (widget === undefined) {
		throw new Failure(
			`AI HomeDesign offers no '${field.widgetTitle}'${place}`,
			`Leave '${field.label}' empty, or choose another space.`,
		);
	}
	if (isEmpty) {
		throw new Failure(
			`'${field.label}' is empty, and '${widget.title}' is required${place}`,
			`Choose one of: ${listNames(choicesOf(widget))}.`,
		);
	}
	const wanted = field.takesSeveral ? severalOf(value, widget) : [textOf(value) ?? ''];
	return wanted.map((text) => ({ widget, item: chooseItem(widget, text, place) }));
}

/**
 * Chooses what the rows of 'Additional Widgets' name.
 *
 * @param value the fixedCollection's value
 * @throws Failure when a row is not filled in, or names what is not offered
 */
export function chooseAdditional(offered: Widget[], value: unknown, place: string): Chosen[] {
	const choices = choicesOfWidgets(offered);
	const rows = isRecord(value) ? recordsOf(value.widget) : [];
	return rows.map(({ id, itemId }) => {
		const wantedWidget = textOf(id);
		const wantedItem = textOf(itemId);
		if (wantedWidget === undefined || wantedItem === undefined) {
			throw new Failure(
				"A row of 'Additional Widgets' is not filled in",
				'Choose both its widget and its item, or remove the row.',
			);
		}
		const found = findByIdOrName(choices, wantedWidget);
		if (found === undefined) {
			throw new Failure(
				`'${wantedWidget}' is not a widget${place}`,
				`Choose one of: ${listNames(choices)}.`,
			);
		}
		return { widget: found.widget, item: chooseItem(found.widget, wantedItem, place) };
	});
}

/** @throws Failure when 'Additional Widgets' contradicts a field that takes one item only */
export function refuseContradiction(field: WidgetField, own: Chosen[], additional: Chosen[]): void {
	const [first] = own;
	if (field.takesSeveral || first === undefined) return;
	const second = additional.find(
		({ widget, item }) => widget.id === first.widget.id && item.id !== first.item.id,
	);
	if (second === undefined) return;
	throw new Failure(
		`'${field.label}' chooses ${first.item.title}, and 'Additional Widgets' chooses ${second.item.title}`,
		'Choose only one of them.',
	);
}

/** @throws Failure when the catalog names a required widget that nothing is chosen for */
export function refuseUnfilled(offered: Widget[], chosen: Chosen[], place: string): void {
	const missing = offered.find(
		({ id, isOptional }) => !isOptional && !chosen.some(({ widget }) => widget.id === id),
	);
	if (missing === undefined) return;
	throw new Failure(
		`'${missing.title}' is required${place}, and nothing is chosen for it`,
		`Add it under 'Options', 'Additional Widgets'. Choose one of: ${listNames(choicesOf(missing))}.`,
	);
}

/** A list is taken entry by entry; one text is tried whole before it is split at its commas. */
function severalOf(value: unknown, widget: Widget): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => textOf(entry) ?? []);
	const text = textOf(value) ?? '';
	if (findByIdOrName(choicesOf(widget), text)) return [text];
	return text.split(',').flatMap((part) => textOf(part) ?? []);
}

function chooseItem(widget: Widget, wanted: string, place: string): Item {
	const found = findByIdOrName(choicesOf(widget), wanted);
	if (found) return found.item;
	throw new Failure(
		`'${wanted}' is not ${oneOf(widget.title)}${place}`,
		`Choose one of: ${listNames(choicesOf(widget))}.`,
	);
}

/** Such as "a style" or "among the Enhancement Options": the catalog gives titles, not sentences. */
function oneOf(title: string): string {
	if (/s$/i.test(title)) return `among the ${title}`;
	return /^[aeiou]/i.test(title) ? `an ${title}` : `a ${title}`;
}
