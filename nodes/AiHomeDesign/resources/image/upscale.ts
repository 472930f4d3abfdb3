import { routeAround } from '../../routeAround';
import { upscalePicture } from '../../ways/upscalePicture';
import type { Operation } from '../operation';

export const upscale: Operation = {
	option: {
		name: 'Upscale',
		value: 'upscale',
		action: 'Upscale finished picture',
		description:
			"Ask for a larger version of a finished picture. The file does not come here: AI HomeDesign sends its address to the account's webhook.",
		routing: routeAround(
			{ method: 'POST', url: '/v1/order/image/{generated_image_id}/download/upscale' },
			upscalePicture,
		),
	},
	forAgents:
		"Asks for a larger version of a finished picture. Give the image_id of an order. Answers with status processing: the larger picture does not come here, but to the account's webhook. It may cost money; the same call repeated in one execution is sent only once.",
	fields: [
		{
			displayName: 'Generated Image ID',
			name: 'generatedImageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.image_id }}',
			description: 'The image_id that an order gave for its finished picture',
		},
	],
};
