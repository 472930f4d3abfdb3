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
	return await listening(createSecureServer({ key, cert }, handOn(target, seen)), 'https', seen);
}

/** Starts a door in front of `target` that lets one call to `path` through, and is shut to everybody who comes after it. */
export async function startDoorShutAfter(
	target: string,
	path: string,
): Promise<Middleman & { reopen: () => Promise<void> }> {
	const seen: string[] = [];
	const pass = handOn(target, seen);
	let mayShut = true;
	const server = createServer((incoming, answer) => {
		if (mayShut && incoming.url === path) {
			mayShut = false;
			answer.setHeader('connection', 'close');
			server.close();
		}
		pass(incoming, answer);
	});
	const door = await listening(server, 'http', seen);
	const port = Number(new URL(door.url).port);
	const reopen = async () => {
		if (server.listening) return;
		await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	};
	return { ...door, reopen };
}

function handOn(target: string, seen: string[]): RequestListener {
	return (incoming, answer) => {
		seen.push(`${incoming.method} ${incoming.url}`);
		const { method, headers } = incoming;
		const onward = request(`${target}${incoming.url}`, { method, headers }, (reply) => {
			/* How long a connection is kept is a matter of each side of the door. */
			delete reply.headers.connection;
			answer.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(answer);
		});
		incoming.pipe(onward);
	};
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
