import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { Failure } from '../shared/failure';
import { downloadPicture } from '../shared/fetchFile';
import { keyRemover } from '../shared/keyRemover';
import { textOf } from '../shared/unknownValues';
import { carriedByCredential } from './carriedByCredential';
import { hasSecret } from './checkSecret';
import { confirmCall } from './confirmCall';
import { openEventMemory } from './eventMemory';
import { isOfServices } from './isOfServices';
import { type Call, readCall } from './readCall';
import { readTriggerSettings, type TriggerSettings } from './settings';

/** The response has gone out already, and no run is to start. */
const NO_RUN: IWebhookResponseData = { noWebhookResponse: true };

/**
 * How many calls this process completes at the same time. Each holds a sandbox of n8n's, some megabytes, until it is
 * confirmed: without a limit, whoever floods the webhook with forged calls about unfinished orders fills the memory.
 */
const MOST_UNDER_WAY = 200;
let underWay = 0;

/**
 * The way of one call of the vendor's webhook, from top to bottom. It is answered at once, as the vendor waits for
 * 10 seconds; what takes longer comes after. From then on nothing is thrown: what fails is logged, and dropped.
 *
 * @returns the items that the run starts with
 */
export async function receiveCall(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = readTriggerSettings(context);
	if (settings.secret !== undefined && !hasSecret(context, settings.secret)) {
		return answer(context, 401, { error: 'the secret is missing or wrong' });
	}
	const call = readOrRefuse(context);
	if (call instanceof Failure) return answer(context, 400, { error: call.message });
	if (call === undefined || !settings.events.includes(call.event)) return answer(context, 200);
	if (call.event === 'imageUpscaled' && settings.verify && settings.secret === undefined) {
		context.logger.info(
			'AI HomeDesign Trigger: an upscaled picture was dropped: it needs a secret',
		);
		return answer(context, 200);
	}
	if (underWay >= MOST_UNDER_WAY) {
		return answer(context, 503, { error: 'too many results at once; send it again later' });
	}

	const memory = isToRemember(context, settings) ? openEventMemory(context) : undefined;
	// Unless the API is asked, a call that tells nothing is no duplicate of one that tells the pictures.
	const key = call.isBare && !settings.verify ? `${call.key} bare` : call.key;
	const isNew = memory?.take(key) ?? true;
	answer(context, 200);
	if (!isNew) return NO_RUN;
	underWay += 1;
	try {
		const items = await completeCall(context, settings, call);
		return items.length > 0 ? { workflowData: [items], noWebhookResponse: true } : NO_RUN;
	} catch (error) {
		memory?.forget(key);
		await logDropped(context, call, error);
		return NO_RUN;
	} finally {
		underWay -= 1;
	}
}

/** While a workflow is built, the same result has to come as often as it is sent. */
function isToRemember(context: IWebhookFunctions, { ignoreDuplicates }: TriggerSettings): boolean {
	return ignoreDuplicates && context.getMode() !== 'manual';
}

function readOrRefuse(context: IWebhookFunctions): Call | Failure | undefined {
	try {
		return readCall(context.getBodyData());
	} catch (error) {
		return error instanceof Failure ? error : new Failure('the body cannot be read', '');
	}
}

function answer(
	context: IWebhookFunctions,
	status: number,
	body: IDataObject = { received: true },
): IWebhookResponseData {
	context.getResponseObject().status(status).json(body);
	return NO_RUN;
}

/**
 * Asks the API for what the call says, and fetches the pictures. With the right secret the call's own words fill
 * what the API does not tell, such as the style.
 */
async function completeCall(
	context: IWebhookFunctions,
	settings: TriggerSettings,
	call: Call,
): Promise<INodeExecutionData[]> {
	const carried = await carriedByCredential(context);
	const confirmed = settings.verify ? await confirmCall(context, carried, call) : undefined;
	const verified = confirmed !== undefined || settings.secret !== undefined;
	const told = settings.secret !== undefined && confirmed?.length === 1 ? call.items[0] : {};
	const items = (confirmed?.map((item) => ({ ...told, ...item })) ?? call.items).filter((item) =>
		isOfServices(item, settings.services),
	);
	return await Promise.all(
		items.map(async (fields) => {
			const json = { event: call.event, verified, ...fields };
			const src = textOf(fields.after_src);
			if (!settings.downloadImage || !verified || src === undefined) return { json };
			const name = `${textOf(fields.order_id) ?? textOf(fields.image_id) ?? 'result'}`;
			const data = await downloadPicture(context, carried, src, (ending) => `${name}.${ending}`);
			return { json, binary: { data } };
		}),
	);
}

async function logDropped(context: IWebhookFunctions, call: Call, error: unknown): Promise<void> {
	const { event, orderId, imageId, processId } = call;
	const withoutKey = await keyRemover(context).catch(() => (text: string) => text);
	const reason = error instanceof Error ? error.message : String(error);
	context.logger.warn(`AI HomeDesign Trigger: a call was dropped: ${withoutKey(reason)}`, {
		event,
		orderId,
		imageId,
		processId,
	});
}
