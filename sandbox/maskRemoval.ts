/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { copyFile, writeFile } from 'node:fs/promises';
import { inpaint, type Mask } from './drawing/inpaint';
import { readWholePicture, toFaithfulJpeg, toSharp } from './drawing/picture';
import { newId } from './ids';
import { type OrderBook, type OrderEntry, zeroTime } from './orderBook';
import type { PictureStore } from './pictureStore';
import { Refusal } from './refusal';
import type { GeneratedImage } from './types';
import type { Workshop } from './workshop';

/** The picture of an order as far as its masks are worked off. */
export interface PictureSoFar {
	imageId: string;
	url: string;
	/** Where its file lies. */
	path: string;
}

interface Progress {
	soFar: PictureSoFar;
	/** The last one that was made; it is the picture so far when its working time is over. */
	made: PictureSoFar;
	/** Ends when what the masks before are to make is made. */
	before: Promise<void>;
	masksAtWork: number;
	finalised: boolean;
}

interface MaskRemovalParts {
	book: OrderBook;
	store: PictureStore;
	workshop: Workshop;
	onFinished: (entry: OrderEntry, image: GeneratedImage) => void;
}

/** Pictures that come of masks: the customer paints over what is to go, as often as needed. */
export class MaskRemoval {
	private readonly progressOf = new Map<string, Progress>();
	private readonly files: string[] = [];
	private readonly shown = new Set<string>();

	constructor(private readonly parts: MaskRemovalParts) {}

	/** The picture so far. Throws a refusal (400) for an order that takes no masks. */
	pictureSoFar(entry: OrderEntry): PictureSoFar {
		return this.progress(entry, imageOf(entry)).soFar;
	}

	/** Throws a refusal (400) where no mask may be applied (any more). */
	checkOpen(entry: OrderEntry): void {
		this.open(entry);
	}

	/**
	 * Removes what is painted from the picture so far. The promise ends when it is worked off, and
	 * never rejects. Throws a refusal (400) where no mask may be applied.
	 */
	apply(entry: OrderEntry, mask: Mask): Promise<void> {
		const { store, workshop } = this.parts;
		const { image, progress } = this.open(entry);
		const imageId = newId();
		const next = { imageId, url: store.interimAddress(imageId), path: store.interimPath(imageId) };
		this.files.push(next.path);
		const { before } = progress;
		let made = (): void => undefined;
		progress.before = new Promise((resolve) => {
			made = resolve;
		});
		progress.masksAtWork += 1;
		return workshop.take({
			make: async () => {
				try {
					await before;
					const picture = await readWholePicture(progress.made.path);
					const cleared = await inpaint(picture, mask);
					await writeFile(next.path, await toFaithfulJpeg(toSharp(cleared)));
					progress.made = next;
				} finally {
					made();
				}
			},
			over: (error) => {
				progress.masksAtWork -= 1;
				if (error === undefined) {
					progress.soFar = next;
					this.shown.add(next.path);
				} else {
					image.comment = error instanceof Error ? error.message : String(error);
				}
			},
		});
	}

	/** Makes the picture so far the finished one. Throws a refusal (400) where it cannot be. */
	async finalise(entry: OrderEntry, imageId: string): Promise<void> {
		const { book, store, onFinished } = this.parts;
		const { image, progress } = this.open(entry);
		if (progress.masksAtWork > 0) {
			throw new Refusal(400, 'a mask is still being applied', 'api_error_mask_in_progress');
		}
		const { soFar } = progress;
		if (soFar.imageId !== imageId) {
			throw new Refusal(400, 'image not found in order', 'api_error_image_not_found');
		}
		progress.finalised = true;
		const path = store.resultPath(image.id);
		if (soFar.path !== entry.path || entry.kind === 'jpeg') await copyFile(soFar.path, path);
		else await writeFile(path, await toFaithfulJpeg(toSharp(await readWholePicture(entry.path))));
		const src = store.resultAddress(image.id);
		book.finish(entry, image, { src, status: 'regular_finished' });
		onFinished(entry, image);
	}

	/** Whether an unfinished picture lies there, for anyone to see. */
	hasMade(path: string): boolean {
		return this.shown.has(path);
	}

	/** Forgets every picture so far, and returns where the files of those that were made lie. */
	reset(): string[] {
		this.progressOf.clear();
		this.shown.clear();
		return this.files.splice(0);
	}

	private open(entry: OrderEntry): { image: GeneratedImage; progress: Progress } {
		const image = imageOf(entry);
		const progress = this.progress(entry, image);
		if (progress.finalised || image.updated_at !== zeroTime) {
			throw new Refusal(400, 'order is finished', 'api_error_order_finished');
		}
		return { image, progress };
	}

	private progress({ order, path }: OrderEntry, { id }: GeneratedImage): Progress {
		const known = this.progressOf.get(id);
		if (known) return known;
		const upload = { imageId: order.before_image_id, url: order.before_image_src, path };
		const fresh = {
			soFar: upload,
			made: upload,
			before: Promise.resolve(),
			masksAtWork: 0,
			finalised: false,
		};
		this.progressOf.set(id, fresh);
		return fresh;
	}
}

/** The picture that the latest submit ordered. */
function imageOf({ order, service }: OrderEntry): GeneratedImage {
	if (service.draw) {
		throw new Refusal(400, 'order takes no masks', 'api_error_service_not_supported');
	}
	const image = order.generated_images.at(-1);
	if (!image) throw new Refusal(400, 'order is not submitted', 'api_error_order_not_submitted');
	return image;
}
