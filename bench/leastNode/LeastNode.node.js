// The least that a node of n8n can do to take photos through: n8n's own helpers, one after the other, with as many items at a
// step as it is told. It looks nothing up, checks nothing, repeats nothing and explains nothing.
const { createReadStream } = require('node:fs');
const { stat } = require('node:fs/promises');
const { Readable } = require('node:stream');
const { setTimeout: pause } = require('node:timers/promises');
const pLimit = require('p-limit');

const CREDENTIAL = 'aiHomeDesignApi';
const BOUNDARY = 'a-boundary-that-no-photo-holds';
const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="image"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
const TAIL = `\r\n--${BOUNDARY}\r\ncontent-disposition: form-data; name="service_name"\r\n\r\nservice-ai-virtual-staging\r\n--${BOUNDARY}--\r\n`;

class LeastNode {
	description = {
		displayName: 'Least Node',
		name: 'leastNode',
		group: ['transform'],
		version: 1,
		description: 'Takes photos through with the helpers of n8n alone',
		defaults: { name: 'Least Node' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: [
			{ displayName: 'Photo', name: 'photo', type: 'string', default: '' },
			{ displayName: 'At Once', name: 'atOnce', type: 'json', default: '{}' },
		],
	};

	async execute() {
		const items = this.getInputData();
		const atOnce = JSON.parse(this.getNodeParameter('atOnce', 0));
		const steps = Object.fromEntries(
			Object.entries(atOnce).map(([step, most]) => [step, pLimit(most)]),
		);
		const { baseUrl } = await this.getCredentials(CREDENTIAL);
		const photo = this.getNodeParameter('photo', 0);
		const { size } = await stat(photo);
		const send = async (options) =>
			await this.helpers.httpRequestWithAuthentication.call(this, CREDENTIAL, {
				baseURL: baseUrl,
				disableFollowRedirect: true,
				...options,
			});
		const takeThrough = async () => {
			const { order_id } = await steps.upload(
				async () =>
					await send({
						method: 'POST',
						url: '/v1/order/image',
						headers: {
							'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
							'content-length': HEAD.length + size + TAIL.length,
						},
						body: Readable.from(form(photo)),
					}),
			);
			const body = {
				order_id,
				space_name: 'living-room',
				selected_widgets: [{ id: 'widget-style', item_id: 'item-style' }],
			};
			const { eta } = await steps.submit(
				async () => await send({ method: 'POST', url: '/v1/order', body }),
			);
			await pause(eta * 1000);
			const order = await steps.look(
				async () => await send({ method: 'GET', url: `/v1/order/${order_id}` }),
			);
			const data = await steps.download(async () => {
				const url = order.generated_images[0].src;
				const picture = await this.helpers.httpRequest({ method: 'GET', url, encoding: 'stream' });
				return await this.helpers.prepareBinaryData(picture, `${order_id}.jpg`, 'image/jpeg');
			});
			return { json: order, binary: { data } };
		};
		const taken = await Promise.all(items.map(takeThrough));
		return [taken.map((one, item) => ({ ...one, pairedItem: { item } }))];
	}
}

async function* form(photo) {
	yield HEAD;
	yield* createReadStream(photo, { highWaterMark: 128 * 1024 });
	yield TAIL;
}

module.exports = { LeastNode };
