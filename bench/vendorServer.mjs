// The vendor of all contenders, as a process of its own: every answer takes the same time, every result is ready after
// the same time, and no photo or picture is ever whole in memory.
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** Longer than any wait for a result, so that no kept connection ends under a request. */
const KEEP_ALIVE_MS = 120_000;

/** One piece of every picture. */
const PIECE = Buffer.alloc(256 * 1024, 'picture');

/** The one space and the one style that orders name. */
const SPACE = { name: 'living-room', title: 'Living Room', is_active: true };
const STYLE = { id: 'item-style', title: 'Modern' };

const [answerMs, readySeconds] = process.argv.slice(2).map(Number);
let settings = { pictureBytes: 0, choices: 1 };
let traffic = emptyTraffic();
let orders = new Map();

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, async (request, response) => {
	const { pathname, searchParams } = new URL(request.url, 'http://vendor');
	const kind = kindOf(request.method, pathname);
	const counted = traffic;
	counted.requests += 1;
	counted.underWay[kind] = (counted.underWay[kind] ?? 0) + 1;
	counted.atOnce[kind] = Math.max(counted.atOnce[kind] ?? 0, counted.underWay[kind]);
	counted.times[kind] = (counted.times[kind] ?? 0) + 1;
	response.on('close', () => (counted.underWay[kind] -= 1));
	let body = '';
	for await (const chunk of request) {
		if (kind === 'upload') counted.bytesIn += chunk.length;
		else body += chunk;
	}
	await pause(answerMs);
	if (kind === 'download') {
		const headers = { 'content-type': 'image/jpeg', 'content-length': settings.pictureBytes };
		Readable.from(pieces(settings.pictureBytes)).pipe(response.writeHead(200, headers));
		return;
	}
	const answer = answers[kind]({ body, pathname, searchParams });
	response
		.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
		.end(JSON.stringify(answer ?? { error: 'there is no such thing' }));
});

const answers = {
	upload: () => {
		const order_id = `order-${orders.size + 1}`;
		orders.set(order_id, undefined);
		return { order_id };
	},
	submit: ({ body }) => {
		const { order_id } = JSON.parse(body);
		if (!orders.has(order_id) || orders.get(order_id)) return undefined;
		orders.set(order_id, Date.now() + readySeconds * 1000);
		return { order_id, image_id: `image-of-${order_id}`, eta: readySeconds };
	},
	look: ({ pathname }) => {
		const id = pathname.split('/').pop();
		const readyAt = orders.get(id);
		if (readyAt === undefined) return undefined;
		const isReady = Date.now() >= readyAt;
		return {
			id,
			status: isReady ? 'regular_done' : 'regular_processing',
			service: { name: 'service-ai-virtual-staging', credit: 1 },
			space: SPACE.name,
			generated_images: [
				{
					id: `image-of-${id}`,
					src: isReady ? `http://${host()}/pictures/${id}.jpeg` : '',
					status: isReady ? 'done' : 'processing',
				},
			],
		};
	},
	spaces: () => ({
		data: [SPACE, ...more('space', (id, title) => ({ ...SPACE, name: id, title }))],
	}),
	widgets: ({ searchParams }) => {
		const title = searchParams.get('service_name').endsWith('dusk') ? 'Sky Style' : 'Style';
		const items = [STYLE, ...more('item', (id, name) => ({ id, title: name }))];
		return { data: [{ id: 'widget-style', title, is_optional: false, items }] };
	},
	other: () => undefined,
};

function kindOf(method, path) {
	if (method === 'POST' && path === '/v1/order/image') return 'upload';
	if (method === 'POST' && path === '/v1/order') return 'submit';
	if (path.startsWith('/v1/order/')) return 'look';
	if (path.startsWith('/pictures/')) return 'download';
	if (path === '/v1/catalog/spaces') return 'spaces';
	if (path === '/v1/catalog/items/filter') return 'widgets';
	return 'other';
}

/* So many further choices that there are as many as were asked for, each with fields as the vendor's have. */
function more(what, make) {
	return Array.from({ length: settings.choices - 1 }, (_, index) => ({
		...make(`${what}-${String(index).padStart(24, '0')}`, `Choice Number ${index}`),
		description: `What a person may read of choice number ${index}`,
		image: `https://images.example.com/${what}/${index}.jpeg`,
		created_at: '2026-01-01T00:00:00Z',
	}));
}

function* pieces(bytes) {
	for (let left = bytes; left > 0; left -= PIECE.length) {
		yield left < PIECE.length ? PIECE.subarray(0, left) : PIECE;
	}
}

function emptyTraffic() {
	return { requests: 0, bytesIn: 0, times: {}, underWay: {}, atOnce: {} };
}

function host() {
	return `127.0.0.1:${server.address().port}`;
}

process.on('message', (wish) => {
	const { underWay, ...report } = traffic;
	settings = { ...settings, ...wish };
	traffic = emptyTraffic();
	orders = new Map();
	process.send(report);
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send(`http://${host()}`));
