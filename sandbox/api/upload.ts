/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import type { FastifyInstance } from 'fastify';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Catalog } from '../catalog';
import { fileKindOf } from '../fileKind';
import type { OrderBook } from '../orderBook';
import type { PictureStore } from '../pictureStore';
import { Refusal } from '../refusal';
import { noteForm } from '../traffic';
import type { RecordedForm } from '../types';

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
		if (!request.isMultipart()) throw noFile();
		const form: RecordedForm = { fields: {}, partsInOrder: [] };
		noteForm(request, form);
		const path = store.newUploadPath();
		let tooLarge = false;
		let taken = false;
		try {
			for await (const part of request.parts({ limits: { fileSize: maximumUploadBytes } })) {
				form.partsInOrder.push(part.fieldname);
				if (part.type === 'field') {
					form.fields[part.fieldname] = String(part.value);
				} else if (part.fieldname !== 'image' || form.fileName !== undefined) {
					part.file.resume();
				} else {
					form.fileName = part.filename;
					form.fileType = part.mimetype;
					const target = createWriteStream(path);
					await pipeline(part.file, target);
					form.fileBytes = target.bytesWritten;
					tooLarge = part.file.truncated;
				}
			}
			if (form.fileName === undefined) throw noFile();
			if (tooLarge) {
				throw new Refusal(413, 'http: request body too large', 'api_error_file_too_large');
			}
			const service = catalog.service(form.fields['service_name'] ?? '');
			const kind = await fileKindOf(path);
			if (!kind) throw new Refusal(415, 'unsupported image type', 'api_error_unsupported_image');
			const { order } = book.open({
				service,
				path,
				kind,
				fileName: form.fileName,
				fileType: form.fileType ?? '',
				fileBytes: form.fileBytes ?? 0,
				addressOf: (imageId) => store.uploadAddress(imageId),
			});
			taken = true;
			return { order_id: order.order_id };
		} finally {
			if (!taken) await store.forget([path]);
		}
	});
}

function noFile(): Refusal {
	return new Refusal(400, 'http: no such file');
}
