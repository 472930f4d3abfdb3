/** A widget of a service that has a field of its own in the node. */
export interface WidgetField {
	/** The node parameter that fills it. */
	parameter: string;
	/** Its field's label, for sentences. */
	label: string;
	/** The field of the output that names what was chosen, where there is one. */
	outputField?: string;
	/** The widget's title in the catalog; case and spacing do not matter. Its id is opaque. */
	widgetTitle: string;
	isOptional: boolean;
	/** Whether several of its items may be chosen; each is sent as a pair of its own. */
	takesSeveral: boolean;
}

/** One of the vendor's services, and what an order for it asks for (vendor's docs, "Submit Order"). */
export interface Service {
	/** What people read. */
	title: string;
	/** The vendor's `service_name`. */
	name: string;
	/** What API v3 calls it. */
	tool: string;
	needsSpace: boolean;
	widgetFields: WidgetField[];
	/** Whether an order may ask for shadows to be removed (`remove_shadow`). */
	removesShadow?: boolean;
	/** Whether the submit names the service again. */
	isNamedInSubmit?: boolean;
}

export const STYLE: WidgetField = {
	parameter: 'style',
	label: 'Style Name or ID',
	outputField: 'style',
	widgetTitle: 'style',
	isOptional: false,
	takesSeveral: false,
};

export const COLOR: WidgetField = {
	parameter: 'color',
	label: 'Color Name or ID',
	outputField: 'color',
	widgetTitle: 'color',
	isOptional: true,
	takesSeveral: false,
};

export const SKY_STYLE: WidgetField = {
	parameter: 'skyStyle',
	label: 'Sky Style Name or ID',
	outputField: 'sky_style',
	widgetTitle: 'sky style',
	isOptional: false,
	takesSeveral: false,
};

export const ENHANCEMENT_OPTIONS: WidgetField = {
	parameter: 'enhancementOptions',
	label: 'Enhancement Option Names or IDs',
	widgetTitle: 'Enhancement Options',
	isOptional: true,
	takesSeveral: true,
};

export const VIRTUAL_STAGING: Service = {
	title: 'Virtual Staging',
	name: 'service-ai-virtual-staging',
	tool: 'tool-virtual-staging',
	needsSpace: true,
	widgetFields: [STYLE],
};

export const IMAGE_ENHANCEMENT: Service = {
	title: 'Image Enhancement',
	name: 'service-image-enhancement',
	tool: 'tool-image-enhancement',
	needsSpace: true,
	widgetFields: [ENHANCEMENT_OPTIONS],
};

export const INTERIOR_DESIGN: Service = {
	title: 'Interior Design',
	name: 'service-creative-designer',
	tool: 'tool-interior-design',
	needsSpace: true,
	widgetFields: [STYLE, COLOR],
};

export const DAY_TO_DUSK: Service = {
	title: 'Day to Dusk',
	name: 'service-day-to-dusk',
	tool: 'tool-day-to-dusk',
	needsSpace: false,
	widgetFields: [SKY_STYLE],
	removesShadow: true,
};

export const ITEM_REMOVAL: Service = {
	title: 'Item Removal',
	name: 'service-item-removal',
	tool: 'tool-item-removal',
	needsSpace: false,
	widgetFields: [],
};

/** For accounts on which the vendor switched it on. */
export const MASK_REMOVAL: Service = {
	title: 'Item Removal With Mask',
	name: 'service-item-removal-mask',
	tool: 'tool-item-removal-mask',
	needsSpace: false,
	widgetFields: [],
	isNamedInSubmit: true,
};

/** All of them, in the order of their titles. */
export const SERVICES = [
	DAY_TO_DUSK,
	IMAGE_ENHANCEMENT,
	INTERIOR_DESIGN,
	ITEM_REMOVAL,
	MASK_REMOVAL,
	VIRTUAL_STAGING,
];
