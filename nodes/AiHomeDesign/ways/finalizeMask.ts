import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { textOf } from '../../shared/unknownValues';
import { changeOnce } from '../steps/changeOnce';
import { readIdParameter, readOrderIdParameter } from '../steps/parameters';

/**
 * Says that the picture of a masked order is as it should be: a web form (a Kotlin client of the vendor's API
 * shows it). Runs around the engine's request, once in an execution, and under Stop not before all items are checked.
 */
export async function finalizeMask(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await changeOnce(this, requestData, async (details) => {
		const order_id = readOrderIdParameter(this);
		details.order_id = order_id;
		const image_id = readIdParameter(this, 'imageId', 'Image ID', 'image_id');
		details.image_id = image_id;
		requestData.options.body = new URLSearchParams({ order_id, image_id });
		return {
			fingerprint: `finalize ${order_id} ${image_id}`,
			isShared: true,
			what: 'a message',
			advice: `It may be finalized all the same. Look with the operation 'Get' of 'Order' and the order ID ${order_id}.`,
			describe: (answer) => {
				const message = textOf(answer.message);
				return { order_id, image_id, ...(message === undefined ? {} : { message }) };
			},
		};
	});
}
