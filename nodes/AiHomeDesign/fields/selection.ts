import type { INodeProperties } from 'n8n-workflow';
import { fillFromSpaces } from '../loadOptions/spaces';
import { fillFromWidget } from '../loadOptions/widgetItems';
import { ENHANCEMENT_OPTIONS, type Service, STYLE } from '../services';

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
