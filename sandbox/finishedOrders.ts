/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { writeFile } from 'node:fs/promises';
import type { Account } from './account';
import { announcementOf } from './announcement';
import type { ImageAnnouncement } from './announcementTypes';
import type { Catalog } from './catalog';
import { newId } from './ids';
import type { OrderBook } from './orderBook';
import type { PictureStore } from './pictureStore';
import type { Samples } from './samples';
import type { Service } from './services/service';

interface FinishedOrdersParts {
	account: Account;
	book: OrderBook;
	catalog: Catalog;
	samples: Samples;
	store: PictureStore;
}

/** Notes orders that are finished from the beginning; all have the same photo and picture. */
export async function noteFinishedOrders(
	{ account, book, catalog, samples, store }: FinishedOrdersParts,
	count: number,
	service: Service,
): Promise<ImageAnnouncement[]> {
	if (!Number.isInteger(count) || count < 0) {
		throw new Error('the count of finished orders has to be a whole number');
	}
	const { photo, picture } = await samples.of(service);
	const uploadPath = store.newUploadPath();
	const picturePath = store.resultPath(newId());
	await Promise.all([writeFile(uploadPath, photo), writeFile(picturePath, picture)]);
	const submit = catalog.plainSubmit(service);
	const wish = catalog.wish(service, submit, 1);
	return Array.from({ length: count }, () => {
		const entry = book.open({
			service,
			path: uploadPath,
			kind: 'jpeg',
			fileName: 'photo.jpg',
			fileType: 'image/jpeg',
			fileBytes: photo.length,
			addressOf: (imageId) => store.uploadAddress(imageId),
		});
		const image = book.submit(entry, submit, wish, picturePath);
		const src = store.resultAddress(image.id);
		book.finish(entry, image, { src, status: 'regular_finished' });
		return announcementOf(entry, image, { account, chosen: wish.chosen });
	});
}
