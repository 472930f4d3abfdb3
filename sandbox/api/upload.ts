import type { FastifyInstance } from 'fastify';
import type { Catalog } from '../catalog';
import { fileKindOf } from '../fileKind';
import type { OrderBook } from '../orderBook';
import type { PictureStore } from '../pictureStore';
import { Refusal } from '../refusal';
import { readForm } from './form';

export interface UploadParts {
	book: OrderBook;
	catalog: Catalog;
	store: PictureStore;
	maximumUploadBytes: number;
}

/** `POST /v1/order/image`: takes an image file and opens an order for it. */
export function uploadRoute(app: FastifyInstance, parts: UploadParts): void {
	const { book, catalog, store, maximumUploadBytes } = parts;

	app.post('/v1/order/image', async (request) => {
		const path = store.newUploadPath();
		let taken = false;
		try {
			const { fields, fileName, fileType, fileBytes } = await readForm(request, {
				filePart: 'image',
				path,
				maximumBytes: maximumUploadBytes,
			});
			const service = catalog.service(fields['service_name'] ?? '');
			const kind = await fileKindOf(path);
			if (!kind) throw new Refusal(415, 'unsupported image type', 'api_error_unsupported_image');
			const { order } = book.open({
				service,
				path,
				kind,
				fileName,
				fileType,
				fileBytes,
				addressOf: (imageId) => store.uploadAddress(imageId),
			});
			taken = true;
			return { order_id: order.order_id };
		} finally {
			if (!taken) await store.forget([path]);
		}
	});
}
