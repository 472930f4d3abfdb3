/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { type Middleman, startServer } from './harness/middlemen';
import { drawPhoto } from './harness/photo';
import { useFastClock } from './harness/fastClock';
import { useStage, STAGING } from './harness/setup';

const stage = useStage();
let photo: Buffer;
let server: Middleman;
let serve: RequestListener;
let headers: Array<Record<string, unknown>>;

beforeAll(async () => {
	photo = await drawPhoto();
	server = await startServer((request, answer) => {
		headers.push(request.headers);
		serve(request, answer);
	});
});
beforeEach(() => {
	useFastClock();
	server.seen.length = 0;
	headers = [];
	serve = (_request, answer) => answer.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo);
});
afterAll(async () => {
	await server.close();
});

const runWith = async (imageUrl: string) =>
	await stage.run({
		items: [{ json: {} }],
		parameters: { ...STAGING, imageSource: 'url', imageUrl },
	});

describe('a photo at an address', () => {
	it('is fetched once, without the key, and uploaded whole', async () => {
		const { items } = await runWith(`${server.url}/photos/my%20kitchen.jpg?size=full`);
		const upload = stage.sandbox.calls.find(({ path }) => path === '/v1/order/image');
		expect(items[0]?.json.status).toBe('finished');
		expect(server.seen).toEqual(['GET /photos/my%20kitchen.jpg?size=full']);
		expect(headers[0]).not.toHaveProperty('x-api-key');
		expect(upload?.form).toMatchObject({ fileName: 'my kitchen.jpg', fileBytes: photo.length });
		expect(items[0]?.binary?.data?.fileName).toBe('my kitchen-virtual-staging.jpg');
	});

	it('keeps every byte on its way', async () => {
		const { items } = await runWith(`${server.url}/a.jpg`);
		const before = await fetch(String(items[0]?.json.before_src));
		const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
		expect(hash(new Uint8Array(await before.arrayBuffer()))).toBe(hash(photo));
	});

	it.each([
		['what has no scheme', 'example.com/a.jpg'],
		['a file of the server', 'file:///etc/passwd'],
		['a script', 'javascript:alert(1)'],
		['an inline picture', 'data:image/png;base64,AAAA'],
	])('is refused where it is %s', async (_name, address) => {
		const { error } = await runWith(address);
		expect(error?.message).toBe(
			`'${address}' is not an address that an image can be fetched from [item 0]`,
		);
		expect(stage.sandbox.orders).toEqual([]);
	});

	it('is asked for where its expression gives nothing', async () => {
		const { error } = await runWith('={{ $json.photo }}');
		expect(error?.message).toBe("'Image URL' is empty [item 0]");
	});

	it('is refused when its server does not have it', async () => {
		serve = (_request, answer) => answer.writeHead(404).end();
		const { error } = await runWith(`${server.url}/a.jpg`);
		expect(error?.message).toMatch(
			/^The image at 127\.0\.0\.1:\d+ could not be fetched \(HTTP 404\)/,
		);
		expect(error?.description).toContain('opens in a browser without a login');
	});

	it('is refused when nothing listens there', async () => {
		const { error } = await runWith('http://127.0.0.1:9/a.jpg');
		expect(error?.message).toContain(
			'The image at 127.0.0.1:9 could not be reached: nothing listens there',
		);
	});

	it('is refused when it is a login page', async () => {
		serve = (_request, answer) =>
			answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>');
		const { error } = await runWith(`${server.url}/a.jpg`);
		expect(error?.message).toContain('is not an image that AI HomeDesign takes');
		expect(error?.message).toContain('text/html');
	});

	it('is refused when it is empty', async () => {
		serve = (_request, answer) => answer.writeHead(200, { 'content-type': 'image/jpeg' }).end();
		const { error } = await runWith(`${server.url}/a.jpg`);
		expect(error?.message).toBe('The image at that address is empty [item 0]');
	});

	it('is refused unread when its server announces more than 50 MB', async () => {
		serve = (_request, answer) =>
			answer.writeHead(200, { 'content-length': String(60 * 1024 * 1024) }).flushHeaders();
		const { error } = await runWith(`${server.url}/a.jpg`);
		expect(error?.message).toContain('has more than 50 MB');
	});

	it('is cut off at 50 MB when its server announces nothing and never ends', async () => {
		let sent = 0;
		let isOpen = true;
		serve = (_request, answer) => {
			const megabyte = Buffer.alloc(1024 * 1024, 1);
			answer.on('close', () => (isOpen = false));
			const pour = () => {
				while (isOpen && sent < 500) {
					sent += 1;
					if (!answer.write(megabyte)) return void answer.once('drain', pour);
				}
			};
			pour();
		};
		const { error } = await runWith(`${server.url}/a.jpg`);
		expect(error?.message).toContain('has more than 50 MB');
		expect(sent).toBeLessThan(100);
		expect(stage.sandbox.orders).toEqual([]);
	});

	it('is refused when its connection is cut half way', async () => {
		serve = (_request, answer) => {
			answer.writeHead(200, { 'content-length': String(photo.length) });
			answer.write(photo.subarray(0, 100), () => answer.destroy());
		};
		const { error } = await runWith(`${server.url}/a.jpg`);
		expect(error?.message).toContain('could not be reached');
		expect(stage.sandbox.orders).toEqual([]);
	});
});
