import type { INodeProperties } from 'n8n-workflow';

/** The ID of an order that exists already. */
export const orderIdField: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. {{ $json.order_id }}',
	description: 'The ID that an order operation or an upload gave',
};
