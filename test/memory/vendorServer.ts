/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drawPhoto } from '../engine/harness/photo';
import type { Traffic } from './messages';

/** The size of a finished picture, in bytes: as large as the photos that go in. */
const LARGE = 50 * 1024 * 1024;

/** The answers of an AI HomeDesign that keeps nothing of what is uploaded, and is done at once. */
async function serve(): Promise<void> {
	const photo = await drawPhoto();
	const picture = Buffer.concat([photo, Buffer.alloc(LARGE - photo.length)]);
	let traffic: Traffic = { uploadsAtOnce: 0, megabytes: 0 };
	let underWay = 0;
	let orders = 0;

	const takeUpload = async (incoming: IncomingMessage) => {
		underWay += 1;
		traffic.uploadsAtOnce = Math.max(traffic.uploadsAtOnce, underWay);
		for await (const chunk of incoming) traffic.megabytes += chunk.length / 1024 / 1024;
		underWay -= 1;
		orders += 1;
		return { order_id: `order-${orders}` };
	};
	const answerTo = async (incoming: IncomingMessage): Promise<unknown> => {
		const path = incoming.url?.split('?')[0] ?? '';
		if (path === '/v1/order/image') return await takeUpload(incoming);
		incoming.resume();
		if (path === '/v1/catalog/spaces') return { data: [{ name: 'room', title: 'Room' }] };
		if (path === '/v1/catalog/items/filter') {
			const items = [{ id: 'modern', title: 'Modern' }];
			return { data: [{ id: 'style', title: 'Style', is_optional: false, items }] };
		}
		if (path === '/v1/order') return { order_id: `order-${orders}`, image_id: 'image', eta: 0 };
		return { generated_images: [{ id: 'image', src: `${address}/picture.jpeg` }] };
	};
	const server = createServer((incoming, answer) => {
		if (incoming.url === '/picture.jpeg') {
			answer.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
			return;
		}
		void answerTo(incoming).then((body) => {
			answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	process.on('message', () => {
		process.send?.(traffic);
		traffic = { uploadsAtOnce: 0, megabytes: 0 };
	});
	process.send?.(address);
}

void serve();
