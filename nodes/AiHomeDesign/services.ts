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
	/** The vendor's `service_name`. */
	name: string;
	needsSpace: boolean;
	widgetFields: WidgetField[];
}

export const STYLE: WidgetField = {
	parameter: 'style',
	label: 'Style Name or ID',
	outputField: 'style',
	widgetTitle: 'style',
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
	name: 'service-ai-virtual-staging',
	needsSpace: true,
	widgetFields: [STYLE],
};

export const IMAGE_ENHANCEMENT: Service = {
	name: 'service-image-enhancement',
	needsSpace: true,
	widgetFields: [ENHANCEMENT_OPTIONS],
};

/** The services by the operation of `order` that orders them. */
export const SERVICE_OF_OPERATION: Record<string, Service | undefined> = {
	imageEnhancement: IMAGE_ENHANCEMENT,
	virtualStaging: VIRTUAL_STAGING,
};
