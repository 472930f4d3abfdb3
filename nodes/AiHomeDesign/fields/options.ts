import type { INodeProperties } from 'n8n-workflow';
import type { Service } from '../services';
import { additionalWidgets } from './additionalWidgets';

const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	default: {},
	placeholder: 'Add option',
};

const fileName: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. living-room-staged',
	description:
		"The name of the picture's file. If empty, it follows the photo's own name. The ending is added where it is missing.",
};

const outputBinaryField: INodeProperties = {
	displayName: 'Output Binary Field',
	name: 'outputBinaryField',
	type: 'string',
	default: 'data',
	placeholder: 'e.g. data',
	description: 'The name of the output field that holds the picture',
};

const ifAlreadySubmitted: INodeProperties = {
	displayName: 'If Already Submitted',
	name: 'ifAlreadySubmitted',
	type: 'options',
	displayOptions: { show: { '/imageSource': ['orderId'] } },
	options: [
		{
			name: 'Submit Again',
			value: 'submitAgain',
			description: 'Make another version of the picture, which may cost money',
		},
		{
			name: 'Use Result',
			value: 'useResult',
			description: 'Wait for the result of the earlier submit, which costs nothing',
		},
	],
	default: 'useResult',
	description: 'What to do when the order was submitted before',
};

const maxOrders: INodeProperties = {
	displayName: 'Max Orders',
	name: 'maxOrders',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'A spending brake: the most orders in one execution. A run that would pass it is refused before it orders anything. 0 is no limit.',
};

const onRateLimit: INodeProperties = {
	displayName: 'On Rate Limit',
	name: 'onRateLimit',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'Fail the item at once' },
		{ name: 'Wait', value: 'wait', description: 'Wait until there is a free place' },
	],
	default: 'wait',
	description: 'What to do when AI HomeDesign takes no more orders for now',
};

const pollInterval: INodeProperties = {
	displayName: 'Poll Interval',
	name: 'pollInterval',
	type: 'number',
	typeOptions: { minValue: 5 },
	default: 5,
	description: 'How many seconds lie between two looks for the result',
};

const rateLimitWait: INodeProperties = {
	displayName: 'Rate Limit Wait',
	name: 'rateLimitWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	displayOptions: { hide: { onRateLimit: ['fail'] } },
	default: 30,
	description:
		'How many minutes to wait for a free place. The execution timeout of n8n must be longer.',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 300,
	description:
		'How many seconds to wait for one result. After that the item fails, and names its order ID for the operation Get.',
};

/** The options of an order whose picture is waited for; a service without choices has no further ones either. */
export function orderOptions(service: Service): INodeProperties {
	return {
		...optionsField,
		options: [
			...(service.widgetFields.length > 0 ? [additionalWidgets] : []),
			fileName,
			ifAlreadySubmitted,
			maxOrders,
			onRateLimit,
			outputBinaryField,
			pollInterval,
			rateLimitWait,
			timeout,
		],
	};
}

/** The options of an order that is only submitted. */
export const submitOptions: INodeProperties = {
	...optionsField,
	options: [
		ifAlreadySubmitted,
		maxOrders,
		onRateLimit,
		{
			...pollInterval,
			description:
				'Where no answer told whether the order was taken: how many seconds lie between two looks for it',
		},
		rateLimitWait,
		{
			...timeout,
			description:
				'Where no answer told whether the order was taken: how many seconds to look for it. After that the item fails, and names its order ID.',
		},
	],
};

/** The options of fetching a picture. */
export const pictureOptions: INodeProperties = {
	...optionsField,
	options: [
		{
			...fileName,
			description:
				"The name of the picture's file. If empty, it follows the order ID. The ending is added where it is missing.",
		},
		outputBinaryField,
	],
};

/** The options of fetching an order. */
export const getOptions: INodeProperties = {
	...pictureOptions,
	displayOptions: { show: { downloadImage: [true] } },
};
