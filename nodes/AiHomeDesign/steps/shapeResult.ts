import type { IBinaryKeyData, IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import type { CarriedOptions } from '../../shared/callApi';
import { Failure } from '../../shared/failure';
import { downloadPicture } from '../../shared/fetchFile';
import { findImage, type FinishedOrder, type Order } from '../../shared/order';
import { type OrderSummary, withoutGaps } from '../../shared/orderSummary';
import { textOf } from '../../shared/unknownValues';
import { isWebAddress } from '../../shared/webAddress';

/** @returns what is said of an order that is still being made */
export function describeUnfinished(order: Order): OrderSummary {
	return withoutGaps({
		order_id: order.id,
		image_id: findImage(order, undefined)?.id,
		service_name: order.serviceName,
		space_name: order.spaceName,
		status: 'submitted',
		before_src: order.beforeSrc,
	});
}

/**
 * @returns what the vendor says, untouched but for an `error` at its root: n8n takes an item that has one for a
 * failed one, and runs the node again under Retry On Fail
 */
export function withoutRootError(fields: IDataObject): IDataObject {
	if (!('error' in fields)) return fields;
	const { error, ...others } = fields;
	return { ...others, vendor_error: error };
}

/**
 * Puts the finished picture of an order into the item's binary, beside what the item already has.
 *
 * @param sourceName the file name of the photo that it was made from, where it is known
 * @throws Failure when the picture's address is none, or it cannot be fetched
 */
export async function addPicture(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	{ order, image }: FinishedOrder,
	sourceName?: string,
): Promise<IBinaryKeyData> {
	return await addPictureAt(context, carried, image.src ?? '', defaultName(order, sourceName));
}

/**
 * As `addPicture`, for any picture of the vendor's, by its address.
 *
 * @param name of its file, unless 'File Name' says another
 * @param operation the one that fetches it later
 */
export async function addPictureAt(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	address: string,
	name: string,
	operation: 'Get Latest' | 'Get' = 'Get',
): Promise<IBinaryKeyData> {
	if (!isWebAddress(address)) {
		throw new Failure(
			'AI HomeDesign gave no usable address for the picture',
			operation === 'Get'
				? "Look at the order with the operation 'Get' and 'Simplify' off."
				: 'Try again in some seconds, and ask AI HomeDesign if it stays so.',
		);
	}
	const field = textOf(context.getNodeParameter('options.outputBinaryField', 'data')) ?? 'data';
	const wantedName = textOf(context.getNodeParameter('options.fileName', ''));
	const nameFor = (extension: string) => nameWithExtension(wantedName ?? name, extension);
	const picture = await downloadPicture(context, carried, address, nameFor, operation);
	return { ...context.getInputData().binary, [field]: picture };
}

/** Such as "kitchen-virtual-staging": the photo's own name, or the order's ID, and what was done. */
function defaultName({ id, serviceName }: FinishedOrder['order'], sourceName?: string): string {
	const done = serviceName?.replace(/^service-(ai-)?/, '') ?? 'result';
	return `${sourceName?.replace(/\.[^.]*$/, '') ?? id}-${done}`;
}

function nameWithExtension(wanted: string, extension: string): string {
	const name = wanted.replace(/[\\/:*?"<>|]+/g, '-');
	return /\.(jpe?g|png|tiff?|webp)$/i.test(name) ? name : `${name}.${extension}`;
}
