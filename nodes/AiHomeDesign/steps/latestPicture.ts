import { type Answer, unreadable } from '../../shared/answer';
import { Failure } from '../../shared/failure';
import { orderPath } from '../../shared/order';
import { isRecord, textOf } from '../../shared/unknownValues';

/** The picture of an order as its masks have made it so far. */
export interface LatestPicture {
	imageId?: string;
	/** Where it lies. */
	url: string;
}

/** @returns the path that tells the latest picture (vendor's docs, "AI Item Removal Mask"; a Kotlin client has it whole) */
export function latestPicturePath(orderId: string): string {
	return `${orderPath(orderId)}/last-temp-image`;
}

/** @returns the picture in an answer; a `Failure` is thrown where there is none yet */
export function parseLatestPicture(answer: Answer): LatestPicture {
	const { body } = answer;
	if (!isRecord(body)) throw unreadable('the latest picture', answer);
	const url = textOf(body.url);
	if (url !== undefined) return { imageId: textOf(body.image_id), url };
	throw new Failure(
		'AI HomeDesign has no picture of this order yet',
		"Ask again in some seconds, for example with 'Retry On Fail' in the node's settings.",
	);
}
