import { newId } from './ids';
import { Refusal } from './refusal';
import type { Service, Wish } from './services/service';
import type { FileKind } from './fileKind';
import type { GeneratedImage, SandboxOrder, SelectedWidget } from './types';

/** The Go zero time, which the vendor answers where nothing happened yet. */
export const zeroTime = '0001-01-01T00:00:00Z';

/** An order with what only the sandbox knows of it. */
export interface OrderEntry {
	order: SandboxOrder;
	service: Service;
	/** Where the uploaded file lies. */
	path: string;
	kind: FileKind;
}

export interface NewOrder {
	service: Service;
	path: string;
	kind: FileKind;
	fileName: string;
	fileType: string;
	fileBytes: number;
	/** Makes the address of the uploaded picture from its id. */
	addressOf(imageId: string): string;
}

/** Every order since the last reset, in order of upload. */
export class OrderBook {
	readonly orders: SandboxOrder[] = [];
	private readonly entries = new Map<string, OrderEntry>();
	private readonly byBeforeImage = new Map<string, OrderEntry>();
	private readonly pictures = new Map<string, { image: GeneratedImage; path: string }>();

	/** `pathOf`: where the file of an ordered picture is to lie. */
	constructor(private readonly pathOf: (imageId: string) => string) {}

	open(fresh: NewOrder): OrderEntry {
		const beforeId = newId();
		const order: SandboxOrder = {
			order_id: newId(),
			service_name: fresh.service.name,
			submits: 0,
			uploads: 1,
			selected_widgets: [],
			remove_shadow: false,
			generated_images: [],
			file_name: fresh.fileName,
			file_type: fresh.fileType,
			file_bytes: fresh.fileBytes,
			before_image_id: beforeId,
			before_image_src: fresh.addressOf(beforeId),
			status: 'idle',
			created_at: new Date().toISOString(),
		};
		const entry = { order, service: fresh.service, path: fresh.path, kind: fresh.kind };
		this.orders.push(order);
		this.entries.set(order.order_id, entry);
		this.byBeforeImage.set(beforeId, entry);
		return entry;
	}

	/** Throws a refusal (404) for an order that is not known. */
	get(orderId: string): OrderEntry {
		const entry = this.entries.get(orderId);
		if (!entry) throw new Refusal(404, 'order not found', 'api_error_order_not_found');
		return entry;
	}

	/** The order whose uploaded picture has this id. */
	ofBeforeImage(imageId: string): OrderEntry | undefined {
		return this.byBeforeImage.get(imageId);
	}

	/** Where the file of the finished picture of this id lies; undefined where there is none. */
	resultPath(imageId: string): string | undefined {
		const picture = this.pictures.get(imageId);
		return picture?.image.src ? picture.path : undefined;
	}

	/**
	 * Notes a submit that was taken, and the picture that is to come of it. A version that still waits
	 * for masks is given up for the new one. `path`: where its file lies, if not where others do.
	 */
	submit(
		entry: OrderEntry,
		submit: { space_name?: string; selected_widgets: SelectedWidget[]; remove_shadow: boolean },
		wish: Wish,
		path?: string,
	): GeneratedImage {
		const { order, service } = entry;
		if (!service.draw) {
			for (const image of order.generated_images) {
				this.finish(entry, image, { src: '', status: 'regular_canceled' });
			}
		}
		order.submits += 1;
		order.space_name = wish.space?.name;
		order.selected_widgets = submit.selected_widgets;
		order.remove_shadow = submit.remove_shadow;
		order.status = 'processing';
		const words = [...wish.chosen.values()].flat();
		const image: GeneratedImage = {
			id: newId(),
			using_free_plan: false,
			sequence: order.submits,
			src: '',
			segmented_image_id: '',
			prompt: [...words, ...(wish.removeShadow ? ['without Shadow'] : [])].join(' '),
			sky_style: wish.chosen.get('sky style')?.[0] ?? '',
			shadow_removal: wish.removeShadow,
			status: 'regular_processing',
			order_id: order.order_id,
			space: wish.space?.name ?? '',
			comment: '',
			updated_at: zeroTime,
			created_at: new Date().toISOString(),
		};
		order.generated_images.push(image);
		this.pictures.set(image.id, { image, path: path ?? this.pathOf(image.id) });
		return image;
	}

	/**
	 * Notes how a picture ended: with an address, or without one as a failure. One that ended before
	 * stays as it is.
	 */
	finish({ order }: OrderEntry, image: GeneratedImage, end: { src: string; status: string }): void {
		if (image.updated_at !== zeroTime) return;
		image.src = end.src;
		image.status = end.status;
		image.updated_at = new Date().toISOString();
		const working = order.generated_images.some(({ updated_at }) => updated_at === zeroTime);
		if (!working) order.status = 'idle';
	}

	/** Forgets every order, and returns where the files of their pictures lie. */
	reset(): string[] {
		const files = [...this.entries.values(), ...this.pictures.values()].map(({ path }) => path);
		this.orders.length = 0;
		this.entries.clear();
		this.byBeforeImage.clear();
		this.pictures.clear();
		return [...new Set(files)];
	}
}
