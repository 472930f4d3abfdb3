import type { INodeProperties } from 'n8n-workflow';
import { orderIdField } from './orderId';

const binaryPropertyName: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field that holds the photo',
	description: 'JPG, PNG, WEBP, HEIC, TIFF or camera RAW, at most 50 MB',
	displayOptions: { show: { imageSource: ['binary'] } },
};

/** The file that says what is to be removed from a picture. */
export const maskFileField: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field that holds the mask',
	description:
		"A PNG of exactly the picture's size: what is to be removed is painted in #7878CD, fully opaque, and all else is transparent",
};

const imageUrl: INodeProperties = {
	displayName: 'Image URL',
	name: 'imageUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://example.com/living-room.jpg',
	description: 'Where the photo is fetched from (http or https). The API key is not sent there.',
	displayOptions: { show: { imageSource: ['url'] } },
};

const fromBinary = {
	name: 'Binary Field',
	value: 'binary',
	description: 'A photo that an earlier node supplies, such as a form, a drive or a CRM',
};

const fromOrder = {
	name: 'Order ID',
	value: 'orderId',
	description: 'An order whose photo is already uploaded',
};

const fromUrl = { name: 'URL', value: 'url', description: 'A photo at an address' };

const imageSource: INodeProperties = {
	displayName: 'Image Source',
	name: 'imageSource',
	type: 'options',
	noDataExpression: true,
	options: [fromBinary, fromUrl],
	default: 'binary',
	description: 'Where the photo comes from',
};

/** Where an upload takes its photo from. */
export const uploadImageFields: INodeProperties[] = [imageSource, binaryPropertyName, imageUrl];

/** Where an order takes its photo from: as an upload, or from an order whose photo is already there. */
export const orderImageFields: INodeProperties[] = [
	{ ...imageSource, options: [fromBinary, fromOrder, fromUrl] },
	binaryPropertyName,
	imageUrl,
	{
		...orderIdField,
		description: "The ID that the operation 'Upload' of 'Image' gave for the same service",
		displayOptions: { show: { imageSource: ['orderId'] } },
	},
];
