import type { INodeProperties } from 'n8n-workflow';
import { fillFromSpaces } from '../loadOptions/spaces';
import { fillFromWidget } from '../loadOptions/widgetItems';
import { COLOR, ENHANCEMENT_OPTIONS, type Service, SKY_STYLE, STYLE } from '../services';

const PICK_ONE =
	'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** The room or area that is shown, filled from the catalog. */
export function spaceField(service: Service): INodeProperties {
	return {
		displayName: 'Space Name or ID',
		name: 'space',
		type: 'options',
		default: '',
		required: true,
		typeOptions: { loadOptions: { routing: fillFromSpaces(service) } },
		description: `What the photo shows. An expression may also give the name. ${PICK_ONE}.`,
	};
}

/** A space of the service that the item names. */
export const anySpaceField: INodeProperties = {
	displayName: 'Space Name or ID',
	name: 'space',
	type: 'options',
	default: '',
	typeOptions: {
		loadOptionsDependsOn: ['service'],
		loadOptions: { routing: fillFromSpaces() },
	},
	description: `What the photo shows. Leave it empty for a service without spaces. An expression may also give the name. ${PICK_ONE}.`,
};

/** The style of the furniture, filled from the catalog for the chosen space. */
export function styleField(service: Service): INodeProperties {
	return {
		displayName: 'Style Name or ID',
		name: 'style',
		type: 'options',
		default: '',
		required: true,
		typeOptions: {
			loadOptionsDependsOn: ['space'],
			loadOptions: { routing: fillFromWidget(service, STYLE) },
		},
		description: `How the room is furnished. An expression may also give the name. ${PICK_ONE}.`,
	};
}

/** The colours that the room gets, filled from the catalog for the chosen space. */
export function colorField(service: Service): INodeProperties {
	return {
		displayName: 'Color Name or ID',
		name: 'color',
		type: 'options',
		default: '',
		typeOptions: {
			loadOptionsDependsOn: ['space'],
			loadOptions: { routing: fillFromWidget(service, COLOR) },
		},
		description: `The colors of the room. If empty, AI HomeDesign chooses. An expression may also give the name. ${PICK_ONE}.`,
	};
}

/** The sky that the photo gets, filled from the catalog; this service has no spaces. */
export function skyStyleField(service: Service): INodeProperties {
	return {
		displayName: 'Sky Style Name or ID',
		name: 'skyStyle',
		type: 'options',
		default: '',
		required: true,
		typeOptions: { loadOptions: { routing: fillFromWidget(service, SKY_STYLE) } },
		description: `The sky that the photo gets. An expression may also give the name. ${PICK_ONE}.`,
	};
}

/** Whether the shadows of the day are taken off the photo. */
export const removeShadowField: INodeProperties = {
	displayName: 'Remove Shadow',
	name: 'removeShadow',
	type: 'boolean',
	default: false,
	description: 'Whether to remove the shadows that the sun cast on the photo',
};

/** What is done to the photo beyond light and colour, filled from the catalog for the chosen space. */
export function enhancementOptionsField(service: Service): INodeProperties {
	return {
		displayName: 'Enhancement Option Names or IDs',
		name: 'enhancementOptions',
		type: 'multiOptions',
		default: [],
		typeOptions: {
			loadOptionsDependsOn: ['space'],
			loadOptions: { routing: fillFromWidget(service, ENHANCEMENT_OPTIONS) },
		},
		description:
			'What to add or repair. An expression may also give names, as a list or with commas between them. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	};
}
