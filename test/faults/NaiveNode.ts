import {
	type IDataObject,
	type IExecuteSingleFunctions,
	type IHttpRequestOptions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
	UserError,
} from 'n8n-workflow';
import { clock } from '../../nodes/shared/clock';
import { isRecord, recordsOf } from '../../nodes/shared/unknownValues';

const POLL_INTERVAL = 5;
const MOST_LOOKS = 60;

/**
 * What one would write first: the photo is uploaded before the request, the engine submits the order, and
 * after that the node looks until the picture is there. No gate, no ledger, no errors of its own. It is what
 * the real node is measured against.
 */
export class NaiveNode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Naive Node',
		name: 'naiveNode',
		group: ['transform'],
		version: 1,
		description: 'Stages a photo in the simplest way',
		defaults: { name: 'Naive Node' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aiHomeDesignApi', required: true }],
		requestDefaults: { baseURL: '={{ $credentials.baseUrl }}' },
		properties: [
			{
				displayName: 'Operation',
				name: 'naiveOperation',
				type: 'options',
				noDataExpression: true,
				default: 'stage',
				options: [
					{
						name: 'Stage',
						value: 'stage',
						action: 'Stage a photo',
						routing: {
							request: { method: 'POST', url: '/v1/order' },
							send: { preSend: [uploadPhoto] },
							output: { postReceive: [waitForPicture] },
						},
					},
				],
			},
			...['imageSource', 'orderId', 'space', 'styleWidget', 'style'].map(textField),
		],
	};
}

function textField(name: string): INodeProperties {
	return { displayName: name, name, type: 'string', default: '' };
}

async function uploadPhoto(
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const text = (name: string) => String(this.getNodeParameter(name, ''));
	const orderId = text('imageSource') === 'orderId' ? text('orderId') : await upload(this);
	const selected = { id: text('styleWidget'), item_id: text('style') };
	request.body = { order_id: orderId, space_name: text('space'), selected_widgets: [selected] };
	return request;
}

async function upload(context: IExecuteSingleFunctions): Promise<string> {
	const { fileName, mimeType } = context.helpers.assertBinaryData('data');
	const bytes = await context.helpers.getBinaryDataBuffer('data');
	const body = new FormData();
	body.append('image', new Blob([Uint8Array.from(bytes)], { type: mimeType }), fileName);
	body.append('service_name', 'service-ai-virtual-staging');
	const uploaded = await callApi(context, { method: 'POST', url: '/v1/order/image', body });
	return String(uploaded.order_id);
}

async function waitForPicture(
	this: IExecuteSingleFunctions,
	[submitted]: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const orderId = String(submitted?.json.order_id);
	for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
		await clock.pause(POLL_INTERVAL);
		const order = await callApi(this, { url: `/v1/order/${orderId}` });
		const source = recordsOf(order.generated_images).at(-1)?.src;
		if (typeof source === 'string' && source !== '') {
			const bytes: unknown = await this.helpers.httpRequest({
				url: source,
				encoding: 'arraybuffer',
			});
			if (!Buffer.isBuffer(bytes)) throw new UserError('The picture could not be read');
			const data = await this.helpers.prepareBinaryData(bytes, 'picture.jpeg', 'image/jpeg');
			return [{ json: { order_id: orderId }, binary: { data } }];
		}
	}
	throw new UserError('The picture was not finished in time');
}

async function callApi(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): Promise<IDataObject> {
	const { baseUrl } = await context.getCredentials('aiHomeDesignApi');
	const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
		context,
		'aiHomeDesignApi',
		{ baseURL: String(baseUrl), json: true, ...request },
	);
	return isRecord(answer) ? answer : {};
}
