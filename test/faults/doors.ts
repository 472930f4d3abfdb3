/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clock } from '../../nodes/shared/clock';
import { drawPhoto } from '../engine/harness/photo';
import { startServer } from '../engine/harness/middlemen';
import type { Ground } from './ground';

/**
 * Puts a door before the sandbox that shuts after a call and opens again later; while it is shut, connections
 * are refused.
 *
 * @param after the call after whose answer it shuts; undefined to begin shut
 * @param seconds how long it stays shut
 */
export async function shutDoor(
	ground: Ground,
	after: string | undefined,
	seconds: number,
): Promise<void> {
	const target = ground.sandbox.url;
	let hasShut = false;
	const shut = () => {
		hasShut = true;
		server.close();
		void clock.pause(seconds).then(() => server.listen(port, '127.0.0.1'));
	};
	const server = createServer((incoming, answer) => {
		const { method, headers } = incoming;
		const onward = request(`${target}${incoming.url}`, { method, headers }, (reply) => {
			if (!hasShut && `${method} ${incoming.url}` === after) answer.once('finish', shut);
			answer.writeHead(reply.statusCode ?? 502, { ...reply.headers, connection: 'close' });
			reply.pipe(answer);
		});
		incoming.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	ground.address = `http://127.0.0.1:${port}`;
	ground.closeLater(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	if (after === undefined) ground.beginsWith = shut;
}

/** Lets the finished picture lie at a storage that cuts its first download in the middle. */
export async function cutPictureHalfway(ground: Ground): Promise<void> {
	const picture = await drawPhoto();
	let downloads = 0;
	const storage = await startServer((_request, answer) => {
		downloads += 1;
		answer.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': picture.length });
		if (downloads > 1) {
			answer.end(picture);
		} else {
			answer.write(picture.subarray(0, picture.length / 2), () => answer.destroy());
		}
	});
	ground.closeLater(storage.close);
	const src = `${storage.url}/picture.jpeg`;
	ground.sandbox.misbehave({
		method: 'GET',
		path: /^\/v1\/order\//,
		times: Infinity,
		body: { status: 'idle', generated_images: [{ id: 'picture', status: 'finished', src }] },
	});
}
