// The least that a node of n8n can do to take photos through: n8n's own helpers, one after the other, with as many items at a
// step as it is told. It looks nothing up, checks nothing, repeats nothing and explains nothing.
const { stat } = require('node:fs/promises');
const { Readable } = require('node:stream');
const { setTimeout: pause } = require('node:timers/promises');
const pLimit = require('p-limit');
const { orderOf, photoForm } = require('../photoOrder.cjs');

const CREDENTIAL = 'aiHomeDesignApi';

/** As many bytes of a photo as the node reads at once. */
const READ_AT_ONCE = 128 * 1024;

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
			const form = photoForm(photo, size, READ_AT_ONCE);
			const { order_id } = await steps.upload(
				async () =>
					await send({
						method: 'POST',
						url: '/v1/order/image',
						headers: form.headers,
						body: Readable.from(form.body),
					}),
			);
			const { eta } = await steps.submit(
				async () => await send({ method: 'POST', url: '/v1/order', body: orderOf(order_id) }),
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

module.exports = { LeastNode };
