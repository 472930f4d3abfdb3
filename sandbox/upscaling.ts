import { enlarge } from './drawing/enlarge';
import { newId } from './ids';
import type { OrderBook } from './orderBook';
import type { PictureStore } from './pictureStore';
import { Refusal } from './refusal';
import type { Upscale } from './types';
import type { Workshop } from './workshop';

interface UpscalingParts {
	book: OrderBook;
	store: PictureStore;
	workshop: Workshop;
	onFinished: (upscale: Upscale) => void;
}

/** Enlarges finished pictures, and remembers which it was asked for. */
export class Upscaling {
	/** Every enlargement that was asked for, in order. */
	readonly upscales: Upscale[] = [];
	private readonly files: string[] = [];

	constructor(private readonly parts: UpscalingParts) {}

	/**
	 * Takes an order for an enlargement; the promise ends when it is finished or failed. Throws a
	 * refusal (404) where there is no finished picture of this id.
	 */
	take(imageId: string): Promise<void> {
		const { book, store, workshop, onFinished } = this.parts;
		const finished = book.resultPath(imageId);
		if (finished === undefined) {
			throw new Refusal(404, 'image not found', 'api_error_image_not_found');
		}
		const upscale: Upscale = { generated_image_id: imageId, status: 'processing', src: '' };
		this.upscales.push(upscale);
		const fileId = newId();
		const path = store.upscaledPath(fileId);
		this.files.push(path);
		return workshop.take({
			make: async () => await enlarge(finished, path),
			over: (error) => {
				upscale.status = error === undefined ? 'finished' : 'failed';
				if (error !== undefined) return;
				upscale.src = store.upscaledAddress(fileId);
				onFinished(upscale);
			},
		});
	}

	/** Whether there is a finished enlargement at this address. */
	hasMade(address: string): boolean {
		return this.upscales.some(({ src }) => src === address);
	}

	/** Forgets every enlargement, and returns where their files lie. */
	reset(): string[] {
		this.upscales.length = 0;
		return this.files.splice(0);
	}
}
