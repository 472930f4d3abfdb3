import type { INodeProperties } from 'n8n-workflow';

const downloadImage: INodeProperties = {
	displayName: 'Download Image',
	name: 'downloadImage',
	type: 'boolean',
	default: true,
	description: "Whether to put the finished picture into the item's binary",
};

/** Whether an order's picture is waited for, and taken in. */
export const waitingFields: INodeProperties[] = [
	{
		displayName: 'Wait for Result',
		name: 'waitForResult',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait until the picture is finished. If off, the node goes on as soon as the order is submitted.',
	},
	{ ...downloadImage, displayOptions: { show: { waitForResult: [true] } } },
];

/** Whether the picture of a fetched order is taken in. */
export const downloadField: INodeProperties = downloadImage;
