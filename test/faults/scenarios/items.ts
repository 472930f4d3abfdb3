import type { INodeExecutionData } from 'n8n-workflow';
import { CONTINUE, RETRY, type Scenario, underBoth } from '../scenario';
import type { Ground } from '../ground';

const FAILING_EXPRESSION = "={{ $json.fails ? $('Nowhere').first().json.style : $json.style }}";

function spoil(index: number, json: INodeExecutionData['json']) {
	return (items: INodeExecutionData[]) => {
		Object.assign(items[index]?.json ?? {}, json);
	};
}

function breakImage(index: number) {
	return async (items: INodeExecutionData[], ground: Ground) => {
		items[index] = await ground.photoItem(index, Buffer.from('no picture'));
	};
}

/** In milliseconds: long enough for a batch to be ordered before the next one begins, on a busy machine too. */
const INTERVAL = 3000;
const BATCHES = { batching: { batch: { batchSize: 2, batchInterval: INTERVAL } } };

/** What can be wrong with the items, or set by the user. */
export const ITEMS: Scenario[] = [
	...underBoth({
		fault: 'a typo in the style of photo 19',
		where: 'check',
		photos: 20,
		replaceItems: spoil(18, { style: 'modren' }),
	}),
	...underBoth({
		fault: 'photo 19 is no image',
		where: 'check',
		photos: 20,
		replaceItems: breakImage(18),
	}),
	{
		fault: 'photo 19 is no image',
		where: 'check',
		photos: 20,
		settings: RETRY,
		replaceItems: breakImage(18),
	},
	...underBoth({
		fault: "an item's own expression fails",
		where: 'before the node',
		photos: 5,
		parameters: { style: FAILING_EXPRESSION },
		replaceItems: spoil(3, { fails: true }),
	}),
	{
		fault: 'none: only the first of 3 photos is to be staged',
		where: 'settings',
		photos: 3,
		settings: { executeOnce: true },
	},
	{
		fault: "an item's own expression fails in the second batch of Batching",
		where: 'before the node',
		photos: 6,
		parameters: { requestOptions: BATCHES, style: FAILING_EXPRESSION },
		replaceItems: spoil(3, { fails: true }),
	},
	...underBoth({
		fault: 'photo 4 is no image, and Batching sends 2 at a time',
		where: 'check',
		photos: 6,
		parameters: { requestOptions: BATCHES },
		replaceItems: breakImage(3),
	}),
	{
		fault: '5 photos, and Max Orders is 3',
		where: 'check',
		photos: 5,
		settings: CONTINUE,
		parameters: { options: { maxOrders: 3 } },
	},
	{
		fault: 'the same order ID twice',
		where: 'submit',
		photos: 2,
		parameters: { imageSource: 'orderId', orderId: '={{ $json.order }}' },
		replaceItems: async (items, ground) => {
			const order = await ground.upload();
			for (const item of items) item.json.order = order;
		},
	},
];
