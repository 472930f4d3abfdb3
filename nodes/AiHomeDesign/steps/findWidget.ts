import type { Widget } from '../../shared/catalog';
import type { WidgetField } from '../services';

const fold = (title: string) => title.replace(/\s+/g, '').toLowerCase();

/**
 * Finds the widget that a field of the node fills, never by its id, which is opaque:
 * by its title, case and spacing ignored; by whether it is optional where several or none have that title.
 *
 * @returns undefined where none fits, or still more than one
 */
export function findWidget(
	offered: Widget[],
	{ widgetTitle, isOptional }: Pick<WidgetField, 'isOptional' | 'widgetTitle'>,
): Widget | undefined {
	const titled = offered.filter(({ title }) => fold(title) === fold(widgetTitle));
	if (titled.length === 1) return titled[0];
	const fitting = (titled.length > 0 ? titled : offered).filter(
		(widget) => widget.isOptional === isOptional,
	);
	return fitting.length === 1 ? fitting[0] : undefined;
}
