/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { writeFile } from 'node:fs/promises';
import { readPicture } from './drawing/picture';
import type { OrderBook, OrderEntry } from './orderBook';
import type { PictureStore } from './pictureStore';
import type { Wish } from './services/service';
import type { GeneratedImage } from './types';
import type { Workshop } from './workshop';

/** A picture that was ordered. */
export interface Job {
	entry: OrderEntry;
	image: GeneratedImage;
	wish: Wish;
	/** Ends without a picture, in this status. */
	failWith?: string;
}

interface GenerationParts {
	book: OrderBook;
	store: PictureStore;
	workshop: Workshop;
	onFinished: (job: Job) => void;
}

/** Has ordered pictures drawn, and notes how they end. */
export class Generation {
	constructor(private readonly parts: GenerationParts) {}

	/**
	 * Takes an order for a picture; the promise ends when it is finished or failed. A picture that
	 * comes of masks is left to them.
	 */
	take(job: Job): Promise<void> {
		const { book, store, workshop, onFinished } = this.parts;
		const { entry, image, wish, failWith } = job;
		const { draw } = entry.service;
		if (failWith !== undefined) {
			return workshop.take({
				make: async () => undefined,
				over: () => book.finish(entry, image, { src: '', status: failWith }),
			});
		}
		if (!draw) return Promise.resolve();
		return workshop.take({
			make: async () => {
				const file = await draw(await readPicture(entry.path), wish);
				await writeFile(store.resultPath(image.id), file);
			},
			over: (error) => {
				if (error !== undefined) {
					image.comment = error instanceof Error ? error.message : String(error);
					book.finish(entry, image, { src: '', status: 'regular_failed' });
					return;
				}
				const src = store.resultAddress(image.id);
				book.finish(entry, image, { src, status: 'regular_finished' });
				onFinished(job);
			},
		});
	}
}
