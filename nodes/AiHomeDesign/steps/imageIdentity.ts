import { createHash } from 'node:crypto';
import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { textOf } from '../../shared/unknownValues';

/** @returns what tells the item's image from others, without reading it where n8n keeps it on disk */
export function imageIdentity(context: IExecuteSingleFunctions): string {
	if (context.getNodeParameter('imageSource') === 'url') {
		return String(context.getNodeParameter('imageUrl', ''));
	}
	return binaryIdentity(context);
}

/** As `imageIdentity`, for the file in the item's binary field. */
export function binaryIdentity(context: IExecuteSingleFunctions): string {
	const field = textOf(context.getNodeParameter('binaryPropertyName', '')) ?? '';
	const { id, data } = context.getInputData().binary?.[field] ?? {};
	return (
		id ??
		createHash('sha256')
			.update(data ?? '')
			.digest('hex')
	);
}
