import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

const row: INodePropertyCollection = {
	displayName: 'Widget',
	name: 'widget',
	values: [
		{
			displayName: 'Widget Name or ID',
			name: 'id',
			type: 'options',
			default: '',
			typeOptions: {
				loadOptionsMethod: 'getWidgets',
				loadOptionsDependsOn: ['operation', 'space'],
			},
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'Item Name or ID',
			name: 'itemId',
			type: 'options',
			default: '',
			typeOptions: {
				loadOptionsMethod: 'getWidgetItems',
				loadOptionsDependsOn: ['operation', 'space', '&id'],
			},
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
	],
};

/** Choices that the catalog offers and that have no field of their own. */
export const additionalWidgets: INodeProperties = {
	displayName: 'Additional Widgets',
	name: 'additionalWidgets',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Widget',
	description: 'Further choices that AI HomeDesign offers for the order',
	options: [row],
};
