import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver, sendRoutedSafely } from '../../shared/callApi';
import { looks } from '../../shared/order';
import { isAgentTool } from '../run/agentTool';
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
		const json = {
			order_id: orderId,
			...(imageId === undefined ? {} : { image_id: imageId }),
			url,
		};
		// n8n hands no files to an agent.
		if (isAgentTool(this)) return [{ json }];
		const carried = carriedOver(requestData.options);
		const name = `${orderId}-latest`;
		return [{ json, binary: await addPictureAt(this, carried, url, name, 'Get Latest') }];
	});
}
