import type { IDataObject } from 'n8n-workflow';
import { type Answer, unreadable } from './answer';
import { callApi, type CallingContext, type CarriedOptions } from './callApi';
import { Failure } from './failure';
import { limitTo } from './limiter';
import { firstTextOf, isRecord, recordsOf, textOf } from './unknownValues';

/** A picture that the vendor made, or is making, for an order (`generated_images`, vendor's docs, "Get Order Details"). */
export interface GeneratedImage {
	id?: string;
	/** Empty until the picture is finished. */
	src?: string;
	status?: string;
	/** Everything the vendor says of it. */
	fields: IDataObject;
}

/** An order as `GET /v1/order/{id}` tells it. */
export interface Order {
	id: string;
	status?: string;
	serviceName?: string;
	spaceName?: string;
	beforeSrc?: string;
	images: GeneratedImage[];
	/** The vendor's answer, untouched. */
	fields: IDataObject;
}

/** An order whose picture is finished. */
export interface FinishedOrder {
	order: Order;
	image: GeneratedImage;
}

/** How many orders are looked at at the same time, in this process. */
export const looks = limitTo(4);

/** @returns the path of an order; what could lead elsewhere in its ID is encoded */
export function orderPath(orderId: string): string {
	return `/v1/order/${encodeURIComponent(orderId)}`;
}

/**
 * Asks for an order: free, and safe to repeat.
 *
 * @param ask `callApiOnce` for a look that is followed by others anyway
 * @throws Failure when the API refuses, is out of reach, or cannot be read
 */
export async function readOrder(
	context: CallingContext,
	carried: CarriedOptions,
	orderId: string,
	ask = callApi,
): Promise<Order> {
	const call = { method: 'GET', url: orderPath(orderId) } as const;
	return parseOrder(await looks(async () => await ask(context, carried, call)), orderId);
}

/** @returns the order in an answer; a `Failure` is thrown where there is none */
export function parseOrder(answer: Answer, orderId: string): Order {
	const { body } = answer;
	if (!isRecord(body) || !('generated_images' in body || 'status' in body)) {
		throw unreadable('the order', answer);
	}
	const service = isRecord(body.service) ? body.service : {};
	return {
		id: textOf(body.id) ?? orderId,
		status: textOf(body.status),
		serviceName: firstTextOf(body.service_name, service.name),
		spaceName: textOf(body.space),
		beforeSrc: textOf(body.before_image_src),
		images: recordsOf(body.generated_images).map((fields) => ({
			id: textOf(fields.id),
			src: textOf(fields.src),
			status: textOf(fields.status),
			fields,
		})),
		fields: body,
	};
}

/**
 * Finds the picture that is meant: the one of the submit, or the newest: the vendor
 * documents no sign of a finished order but a picture's address.
 *
 * @param imageId the `image_id` that the submit gave, where it is known
 * @param olderIds the pictures that were there before the submit
 */
export function findImage(
	order: Order,
	imageId: string | undefined,
	olderIds: string[] = [],
): GeneratedImage | undefined {
	return (
		order.images.find(({ id }) => id !== undefined && id === imageId) ??
		newest(order.images.filter(({ id }) => id === undefined || !olderIds.includes(id)))
	);
}

/** The last of those made latest: the vendor also writes times of the year 1, which say nothing. */
function newest(images: GeneratedImage[]): GeneratedImage | undefined {
	const madeAt = ({ fields }: GeneratedImage) =>
		Math.max(0, Date.parse(String(fields.created_at)) || 0);
	return images.reduce<GeneratedImage | undefined>(
		(latest, image) => (latest && madeAt(latest) > madeAt(image) ? latest : image),
		undefined,
	);
}

/**
 * @returns the finished picture, or undefined while the vendor is still working
 * @throws Failure when the vendor says that the picture or the order came to nothing
 */
export function finishedImage(
	order: Order,
	imageId: string | undefined,
	olderIds?: string[],
): GeneratedImage | undefined {
	const image = findImage(order, imageId, olderIds);
	if (image?.src !== undefined) return image;
	const status = [image?.status, order.status].find(namesFailure);
	if (status === undefined) return undefined;
	throw new Failure(
		`AI HomeDesign could not make the picture: its status is ${status}`,
		'Try another photo or other choices. Ask AI HomeDesign about this order before you pay for a new one.',
		{ order_id: order.id, image_id: image?.id, status },
	);
}

function namesFailure(status: string | undefined): boolean {
	return status !== undefined && /(failed|error|rejected|cancell?ed)$/i.test(status);
}

/** An order that works or has a picture was submitted; of an unknown status that is taken for granted, as it costs nothing. */
export function wasSubmitted({ images, status }: Order): boolean {
	return images.length > 0 || status !== 'idle';
}
