import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { looks } from '../../shared/order';
import { answerForItem } from '../steps/answerForItem';
import { latestPicturePath, parseLatestPicture } from '../steps/latestPicture';
import { readOrderIdParameter } from '../steps/parameters';
import { addPictureAt } from '../steps/shapeResult';

/** Fetches the picture of a masked order as it is so far. Runs around the engine's request. */
export async function getMaskedPicture(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	return await answerForItem(this, undefined, async ({ details }) => {
		const orderId = readOrderIdParameter(this);
		details.order_id = orderId;
		requestData.options.url = latestPicturePath(orderId);
		const { imageId, url } = parseLatestPicture(
			await looks(async () => await sendRoutedSafely(this, requestData)),
		);
		details.image_id = imageId;
		const binary = await addPictureAt(
			this,
			carriedOver(requestData.options),
			url,
			`${orderId}-latest`,
		);
		return [{ json: { order_id: orderId, image_id: imageId, url }, binary }];
	});
}
