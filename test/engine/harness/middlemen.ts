/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { createServer, request, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createProxy } from 'proxy';
import { generate } from 'selfsigned';

/** A server between the node and the sandbox. */
export interface Middleman {
	url: string;
	/** What went through it, as "GET http://127.0.0.1:1234/v1/..." or "CONNECT 127.0.0.1:1234". */
	seen: string[];
	close(): Promise<void>;
}

/** Starts an HTTP proxy. */
export async function startProxy(): Promise<Middleman> {
	const seen: string[] = [];
	const server = createProxy(createServer());
	server.prependListener('request', ({ method, url }) => seen.push(`${method} ${url}`));
	server.prependListener('connect', ({ url }) => seen.push(`CONNECT ${url}`));
	return await listening(server, 'http', seen);
}

/** Starts a door with a self-signed certificate in front of `target`. */
export async function startSelfSignedDoor(target: string): Promise<Middleman> {
	const seen: string[] = [];
	const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
	const handOn: RequestListener = (incoming, answer) => {
		seen.push(`${incoming.method} ${incoming.url}`);
		const { method, headers } = incoming;
		const onward = request(`${target}${incoming.url}`, { method, headers }, (reply) => {
			answer.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(answer);
		});
		incoming.pipe(onward);
	};
	return await listening(createSecureServer({ key, cert }, handOn), 'https', seen);
}

/** Starts a server of the test's own. */
export async function startServer(handle: RequestListener): Promise<Middleman> {
	const seen: string[] = [];
	const server = createServer((incoming, answer) => {
		seen.push(`${incoming.method} ${incoming.url}`);
		handle(incoming, answer);
	});
	return await listening(server, 'http', seen);
}

async function listening(server: Server, scheme: string, seen: string[]): Promise<Middleman> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `${scheme}://127.0.0.1:${port}`,
		seen,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
