import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { type Answer, unreadable } from '../../shared/answer';
import { callApi, type CarriedOptions } from '../../shared/callApi';
import { limitTo } from '../../shared/limiter';
import { isRecord, textOf } from '../../shared/unknownValues';
import type { Image } from './takeImage';

/** How many images are uploaded at the same time, in this process. */
export const uploads = limitTo(3);

/**
 * Uploads an image, which opens an order at the vendor; nothing is paid yet (vendor's docs, "Image Upload"). Where it has
 * to be repeated, the last order counts.
 *
 * @param signal aborted when the run is stopped or cancelled
 * @returns the ID of the order
 * @throws Failure when the vendor refuses the image or is out of reach
 */
export async function uploadImage(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	image: Image,
	service: string,
	signal: AbortSignal,
): Promise<string> {
	const answer = await uploads(
		async () =>
			await callApi(context, carried, {
				method: 'POST',
				url: '/v1/order/image',
				body: uploadForm(image, service),
			}),
		signal,
	);
	return readOrderId(answer);
}

/** @returns the form that the vendor's upload takes, the image first; its bytes are read when it is sent */
export function uploadForm(image: Image, service: string): FormData {
	const form = new FormData();
	// A third argument would make FormData copy the file: of the right size, but empty.
	form.append('image', lazyFile(image));
	form.append('service_name', service);
	return form;
}

/** @returns the order's ID in the answer to an upload; a `Failure` is thrown where there is none */
export function readOrderId(answer: Answer): string {
	const orderId = isRecord(answer.body) ? textOf(answer.body.order_id) : undefined;
	if (orderId === undefined) throw unreadable('the ID of the order', answer);
	return orderId;
}

/**
 * A File that is never whole in memory: it opens the image anew each time its bytes are asked for. Node's
 * `FormData` takes size and bytes from it, so that content-length is known before the first byte is read.
 */
export function lazyFile({ fileName, mimeType, bytes, open }: Image): File {
	async function* chunks() {
		yield* await open();
	}
	return Object.defineProperties(new File([], fileName, { type: mimeType }), {
		size: { value: bytes },
		stream: { value: chunks },
	});
}
