import type { FastifyInstance } from 'fastify';
import type { Upscaling } from '../upscaling';

export interface UpscaleParts {
	upscaling: Upscaling;
	finishFirst: boolean;
}

/** `POST /v1/order/image/{generated_image_id}/download/upscale`: orders a larger picture. */
export function upscaleRoute(app: FastifyInstance, { upscaling, finishFirst }: UpscaleParts): void {
	app.post<{ Params: { imageId: string } }>(
		'/v1/order/image/:imageId/download/upscale',
		async ({ params }) => {
			const work = upscaling.take(params.imageId);
			if (finishFirst) await work;
			return { status: 'processing' };
		},
	);
}
