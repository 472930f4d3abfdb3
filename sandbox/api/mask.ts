import type { FastifyInstance } from 'fastify';
import { readWholePicture } from '../drawing/picture';
import { newId } from '../ids';
import { readMask } from '../mask';
import type { MaskRemoval } from '../maskRemoval';
import type { OrderBook } from '../orderBook';
import type { PictureStore } from '../pictureStore';
import { badRequest, isRecord } from './body';
import { readForm } from './form';

export interface MaskParts {
	book: OrderBook;
	store: PictureStore;
	maskRemoval: MaskRemoval;
	maximumUploadBytes: number;
	finishFirst: boolean;
}

/** The calls of the removal by mask: the picture so far, a mask for it, and the end of the work. */
export function maskRoutes(app: FastifyInstance, parts: MaskParts): void {
	const { book, store, maskRemoval, maximumUploadBytes } = parts;

	app.get<{ Params: { orderId: string } }>(
		'/v1/order/:orderId/last-temp-image',
		async ({ params }) => {
			const { imageId, url } = maskRemoval.pictureSoFar(book.get(params.orderId));
			return { image_id: imageId, url };
		},
	);

	app.post('/v1/order/manual-mask', async (request) => {
		const path = store.newUploadPath();
		try {
			const { fields } = await readForm(request, {
				filePart: 'mask',
				path,
				maximumBytes: maximumUploadBytes,
			});
			const entry = book.get(required(fields['order_id'], 'order_id'));
			maskRemoval.checkOpen(entry);
			const mask = await readMask(path, await readWholePicture(entry.path));
			const work = maskRemoval.apply(entry, mask);
			if (parts.finishFirst) await work;
			return { maskId: newId() };
		} finally {
			await store.forget([path]);
		}
	});

	app.post('/v1/order/done', async ({ body }) => {
		const form = isRecord(body) ? body : {};
		const entry = book.get(required(form['order_id'], 'order_id'));
		await maskRemoval.finalise(entry, required(form['image_id'], 'image_id'));
		return { message: 'Order finalized successfully' };
	});
}

function required(value: unknown, name: string): string {
	if (typeof value !== 'string' || value === '') throw badRequest(`${name} is required`);
	return value;
}
