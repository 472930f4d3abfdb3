/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { createServer } from 'node:http';

/** An address that webhooks are sent to. */
export interface Receiver {
	url: string;
	/** The first bodies that come; waits for them. One that is not JSON is given as text. */
	first(count: number): Promise<unknown[]>;
	close(): Promise<void>;
}

/**
 * Takes webhooks; `answer` gives the status for the first, the second, and so on. With 0 the
 * connection is cut.
 */
export async function receive(
	answer: (count: number) => number | Promise<number> = () => 200,
): Promise<Receiver> {
	const bodies: unknown[] = [];
	let look: () => void = () => undefined;
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			bodies.push(parsed(Buffer.concat(chunks).toString()));
			look();
			void Promise.resolve(answer(bodies.length)).then((status) => {
				if (status === 0) request.socket.destroy();
				else response.writeHead(status).end();
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('no address');
	return {
		url: `http://127.0.0.1:${address.port}/hook`,
		first: async (count) => {
			while (bodies.length < count) {
				await new Promise<void>((resolve) => {
					look = resolve;
				});
			}
			return bodies.slice(0, count);
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
