import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { BASE_URL_EXPRESSION } from '../shared/apiAddress';
import { getWidgetItems, getWidgets } from './loadOptions/additionalWidgets';
import { catalogDescription } from './resources/catalog';
import { imageDescription } from './resources/image';
import { maskDescription } from './resources/mask';
import { orderDescription } from './resources/order';

export class AiHomeDesign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI HomeDesign',
		name: 'aiHomeDesign',
		icon: { light: 'file:aiHomeDesign.svg', dark: 'file:aiHomeDesign.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Stage empty rooms with furniture and enhance listing photos',
		defaults: { name: 'AI HomeDesign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aiHomeDesignApi', required: true }],
		requestDefaults: {
			baseURL: BASE_URL_EXPRESSION,
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
		},
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Order', value: 'order' },
					{ name: 'Image', value: 'image' },
					{ name: 'Mask', value: 'mask' },
					{ name: 'Catalog', value: 'catalog' },
				],
				default: 'order',
			},
			...orderDescription,
			...imageDescription,
			...maskDescription,
			...catalogDescription,
		],
	};

	methods = { loadOptions: { getWidgetItems, getWidgets } };
}
