import type { INodeProperties } from 'n8n-workflow';
import { SERVICES } from '../AiHomeDesign/services';

/** What the trigger asks for. */
export const triggerFields: INodeProperties[] = [
	{
		displayName:
			'Open <b>Webhook URLs</b> above, and paste the Production URL into the AI HomeDesign dashboard, under API, Webhook. Use the Test URL only while you try. AI HomeDesign knows one address for the whole account. Where several workflows want its results, one receives them and hands them on.',
		name: 'addressNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
			{
				name: 'Image Generated',
				value: 'imageGenerated',
				description: 'The picture of an order is finished',
			},
			{
				name: 'Image Upscaled',
				value: 'imageUpscaled',
				description: 'The larger version of a picture is finished',
			},
			{
				name: 'Process Completed',
				value: 'processCompleted',
				description: "A process of the vendor's API v3 is done, or failed",
			},
		],
		default: ['imageGenerated', 'imageUpscaled', 'processCompleted'],
		description: 'What starts the workflow',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add option',
		options: [
			{
				displayName: 'Download Image',
				name: 'downloadImage',
				type: 'boolean',
				default: false,
				description:
					"Whether to put the finished picture into the item's binary field 'data'. Its address must come from AI HomeDesign itself, so this needs Verify or a Secret.",
			},
			{
				displayName: 'Ignore Duplicates',
				name: 'ignoreDuplicates',
				type: 'boolean',
				default: true,
				description: 'Whether to start the workflow once for an event that is sent several times',
			},
			{
				displayName: 'Secret',
				name: 'secret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description:
					'A text of your own that only AI HomeDesign is told, as part of the address. Calls without it are refused. Paste the address anew when you change it.',
			},
			{
				displayName: 'Services',
				name: 'services',
				type: 'multiOptions',
				options: SERVICES.map(({ title, name }) => ({ name: title, value: name })),
				default: [],
				description:
					'Only results of these services start the workflow; none chosen is all. A result that does not tell its service, such as an upscaled picture, is not held back.',
			},
			{
				displayName: 'Verify',
				name: 'verify',
				type: 'boolean',
				default: true,
				description:
					'Whether to ask AI HomeDesign for the order before a call is believed. What it says then stands in the output. An upscaled picture has no order to ask for: it needs a Secret, or is dropped.',
			},
		],
	},
];
