import type { IdBook } from './ids';
import { Refusal } from './refusal';
import { services } from './services';
import type { Service, ServiceWidget, Space, Wish } from './services/service';
import type { SelectedWidget } from './types';

/** What is offered, with the opaque ids of this start. */
export class Catalog {
	private readonly heldBack = new Set<string>();

	/** `withheld`: names of services that this account is not switched on for. */
	constructor(
		private readonly ids: IdBook,
		private readonly withheld: readonly string[] = [],
	) {}

	/** Offers nothing for this service, or for this space of it, until `reset`. */
	offerNothing(serviceName: string, spaceName?: string): void {
		this.heldBack.add(holdingKey(serviceName, spaceName));
	}

	reset(): void {
		this.heldBack.clear();
	}

	/**
	 * The service of an upload. Throws a refusal for a name that is not known (400), and a service that
	 * the account is not switched on for (403).
	 */
	service(name: string): Service {
		const service = services.find((candidate) => candidate.name === name);
		if (!service) throw unknownService();
		if (this.withheld.includes(name)) {
			throw new Refusal(
				403,
				`${service.title} is not switched on for this account, please contact support`,
				'api_error_service_not_enabled',
			);
		}
		return service;
	}

	/** The body of `GET /v1/catalog/spaces`; all services' spaces where none is named. */
	spaces(serviceName: string | undefined, onlyActive: boolean) {
		const chosen = serviceName === undefined ? services : [this.catalogService(serviceName)];
		const offered = chosen.filter((service) => !this.heldBack.has(holdingKey(service.name)));
		const unique = [...new Set(offered.flatMap((service) => service.spaces))];
		return unique
			.filter((space) => space.isActive || !onlyActive)
			.map((space, index) => ({
				id: this.ids.of('space', space.name),
				name: space.name,
				title: space.title,
				description: space.description,
				prompt: space.title.toLowerCase(),
				icon_src: '',
				is_active: space.isActive,
				is_premium: space.isPremium,
				service_ids: services
					.filter((service) => service.spaces.includes(space))
					.map((service) => this.serviceId(service)),
				priority: index + 1,
				is_multi_space: space.isMultiSpace,
			}));
	}

	/** The body of `GET /v1/catalog/items/filter`. */
	widgets(serviceName: string | undefined, spaceName: string | undefined) {
		if (serviceName === undefined) throw unknownService();
		const service = this.catalogService(serviceName);
		const space = this.spaceOfQuery(service, spaceName);
		if (this.heldBack.has(holdingKey(service.name))) return [];
		if (this.heldBack.has(holdingKey(service.name, spaceName))) return [];
		return service.widgetsFor(space).map((widget, index) => ({
			id: this.widgetId(service, widget),
			title: widget.title,
			description: widget.description,
			is_optional: widget.isOptional,
			items: widget.items.map((item) => ({
				id: this.itemId(service, widget, item.title),
				title: item.title,
				prompt: item.prompt,
				icon_src: '',
				is_premium: item.isPremium,
				is_active: true,
				widget_id: this.widgetId(service, widget),
				priority: widget.items.indexOf(item) + 1,
			})),
			priority: index + 1,
			type: widget.type,
		}));
	}

	/**
	 * Reads the space and widgets of a submit. Throws a refusal (400) for a missing or unknown space,
	 * a missing or unknown widget, and an item that is not one of its widget's.
	 */
	wish(
		service: Service,
		submit: { space_name?: string; selected_widgets: SelectedWidget[]; remove_shadow: boolean },
		version: number,
	): Wish {
		const space = this.spaceOfSubmit(service, submit.space_name);
		const widgets = service.widgetsFor(space);
		const chosen = new Map<string, string[]>();
		for (const selected of submit.selected_widgets) {
			const widget = widgets.find((one) => this.widgetId(service, one) === selected.id);
			if (!widget) throw new Refusal(400, 'widget not found', 'api_error_widget_not_found');
			const item = widget.items.find(
				({ title }) => this.itemId(service, widget, title) === selected.item_id,
			);
			if (!item) {
				throw new Refusal(400, 'item not found in widget', 'api_error_widget_item_not_found');
			}
			chosen.set(widget.title, [...(chosen.get(widget.title) ?? []), item.title]);
		}
		for (const widget of widgets) {
			if (!widget.isOptional && !chosen.has(widget.title)) {
				throw new Refusal(400, `widget ${widget.title} is required`, 'api_error_widget_required');
			}
		}
		return { space, chosen, removeShadow: submit.remove_shadow, version };
	}

	/** A submit that `wish` takes: the first space, and the first item of each widget it needs. */
	plainSubmit(service: Service) {
		const space = service.spaces.find(({ isActive }) => isActive);
		const selected_widgets = service
			.widgetsFor(space)
			.filter(({ isOptional }) => !isOptional)
			.flatMap((widget) =>
				widget.items.slice(0, 1).map(({ title }) => ({
					id: this.widgetId(service, widget),
					item_id: this.itemId(service, widget, title),
				})),
			);
		return { space_name: space?.name, selected_widgets, remove_shadow: false };
	}

	serviceId(service: Service): string {
		return this.ids.of('service', service.name);
	}

	private catalogService(name: string): Service {
		const service = services.find(
			(candidate) => candidate.name === name || candidate.catalogAliases.includes(name),
		);
		if (!service) throw unknownService();
		return service;
	}

	/** A space that is named for a service without spaces is read over. */
	private spaceOfQuery(service: Service, name: string | undefined): Space | undefined {
		if (name === undefined || service.spaces.length === 0) return undefined;
		return spaceOf(service, name);
	}

	private spaceOfSubmit(service: Service, name: string | undefined): Space | undefined {
		if (service.spaces.length === 0) return undefined;
		if (!name) throw new Refusal(400, 'space is required', 'api_error_space_required');
		const space = spaceOf(service, name);
		if (!space.isActive) throw unknownSpace();
		return space;
	}

	private widgetId(service: Service, widget: ServiceWidget): string {
		return this.ids.of('widget', service.name, widget.title);
	}

	private itemId(service: Service, widget: ServiceWidget, title: string): string {
		return this.ids.of('item', service.name, widget.title, title);
	}
}

function spaceOf(service: Service, name: string): Space {
	const space = service.spaces.find((candidate) => candidate.name === name);
	if (!space) throw unknownSpace();
	return space;
}

function unknownSpace(): Refusal {
	return new Refusal(400, 'space not found', 'api_error_space_not_found');
}

function unknownService(): Refusal {
	return new Refusal(400, 'service not found', 'api_error_service_not_found');
}

function holdingKey(serviceName: string, spaceName?: string): string {
	return spaceName === undefined ? serviceName : `${serviceName} ${spaceName}`;
}
