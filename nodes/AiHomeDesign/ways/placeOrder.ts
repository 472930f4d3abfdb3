import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { carriedOver } from '../../shared/callApi';
import { describeFinished, withoutGaps } from '../../shared/orderSummary';
import { joinRun } from '../run/companions';
import type { Service } from '../services';
import { answerForItem } from '../steps/answerForItem';
import { checkOrder } from '../steps/checkOrder';
import { namedOrderId, readOrderSettings } from '../steps/parameters';
import { payOnce } from '../steps/payOnce';
import { addPicture } from '../steps/shapeResult';
import { waitForResult, waitUntilTaken } from '../steps/waitForResult';

/**
 * The way of one photo, from top to bottom. n8n's engine runs it around the submit request of each item
 * (as its `pagination` function: the only hook that sees everything that can go wrong, a broken network too).
 */
export function placeOrder(service: Service) {
	return async function (
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const companions = joinRun(this);
		if (!(await companions.areComplete())) return [];
		return await answerForItem(this, companions, async (known) => {
			const carried = carriedOver(requestData.options);
			const settings = readOrderSettings(this);
			known.details.order_id = namedOrderId(this);

			const checked = await checkOrder(this, carried, service, settings, companions.signal);
			const { entry } = checked;
			known.entry = entry;

			await payOnce(this, requestData, service, checked, companions, settings);

			const look = { context: this, carried, entry, settings, signal: companions.signal };
			if (!settings.waitForResult && entry.fate === 'sent') await waitUntilTaken(look);
			const summary = {
				order_id: entry.orderId,
				image_id: entry.imageId,
				service_name: service.name,
				space_name: entry.spaceName,
				eta: entry.eta,
				...entry.inWords,
			};
			if (!settings.waitForResult) {
				return [{ json: withoutGaps({ ...summary, status: 'submitted' }) }];
			}

			const finished = await waitForResult(look);
			const json = withoutGaps({ ...summary, ...describeFinished(finished), ...entry.inWords });
			if (!settings.downloadImage) return [{ json }];
			return [{ json, binary: await addPicture(this, carried, finished, entry.fileName) }];
		});
	};
}
