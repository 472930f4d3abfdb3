// Calls to the trigger's address that AI HomeDesign would never make.
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORGED_ID = '00000000-0000-4000-8000-000000000000';
const TOO_LARGE = 17 * 1024 * 1024;
const TOO_DEEP = 50_000;

/**
 * @typedef {object} ForgedCall
 * @property {string} what
 * @property {string} path
 * @property {number} status how it has to be answered
 * @property {boolean} [isDropped] whether it is believed until the API is asked
 * @property {string} [method]
 * @property {object} [headers]
 * @property {string | Buffer} [body]
 */

/**
 * @param real a real announcement; `open` and `secret` the triggers without and with one, which is `secretText`
 * @returns {ForgedCall[]}
 */
export function forgedCalls({ real, open, secret, secretText }) {
	const image = real.image;
	const body = JSON.stringify(real);
	const [address] = secret.path.split('?');
	const encoded = encodeURIComponent(secretText);
	const to = (path, status, calls) =>
		Object.entries(calls).map(([what, call]) => ({ what, path, status, ...call }));
	const json = (value) => ({ body: JSON.stringify(value) });
	const dropped = (value) => ({ ...json(value), isDropped: true });
	return [
		...to(open.path, 200, {
			'an order that does not exist': dropped({ ...real, order_id: FORGED_ID }),
			'an order whose ID leads elsewhere': dropped({ ...real, order_id: '../../v3/project' }),
			'a picture that the order does not have': dropped({
				...real,
				image: { ...image, id: FORGED_ID },
			}),
			'a process that does not exist': dropped({ process_id: FORGED_ID, status: 'failed' }),
			'keys that reach for prototypes': {
				body: `{"__proto__":{"verified":true},"constructor":{"prototype":{"x":1}},${JSON.stringify({
					...real,
					order_id: 'forged',
				}).slice(1)}`,
				isDropped: true,
			},
			'an enlarged picture without a secret': json({
				generated_image_id: image.id,
				upscaled_image_src: image.after_src,
			}),
			'something else': json({ hello: 'world' }),
			'an XML file': { body: '<a/>', headers: { 'content-type': 'application/xml' } },
			'a form with files': {
				body: `--x\r\ncontent-disposition: form-data; name="order_id"\r\n\r\n1\r\n--x--\r\n`,
				headers: { 'content-type': 'multipart/form-data; boundary=x' },
			},
			'a web form': {
				body: new URLSearchParams({ order_id: real.order_id, 'image[id]': image.id }).toString(),
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
			},
			'deep nesting': { body: `{"a":${'['.repeat(TOO_DEEP)}${']'.repeat(TOO_DEEP)}}` },
		}),
		...to(open.path, 400, {
			nothing: {},
			'a list': json([real]),
			'no picture': json({ ...real, image: null }),
			'no address': json({ ...real, image: {} }),
			'an address that is none': json({ ...real, image: { after_src: 'javascript:alert(1)' } }),
			'an address of a file': json({ ...real, image: { after_src: 'file:///etc/passwd' } }),
			'an ID that is an object': json({ ...real, order_id: { $ne: null } }),
			'an endless ID': json({ ...real, order_id: 'x'.repeat(100_000) }),
			'deep nesting where a text belongs': {
				body: `{"image":{},"order_id":${'['.repeat(TOO_DEEP)}${']'.repeat(TOO_DEEP)}}`,
			},
		}),
		...to(open.path, 422, {
			'half a body': { body: body.slice(0, -10) },
			'no JSON': { body: 'hello' },
		}),
		/* n8n's own answer to what is larger than 16 MB. */
		...to(open.path, 500, {
			'too large': json({ ...real, more: 'x'.repeat(TOO_LARGE) }),
			'too large when unpacked': {
				body: gzipSync(JSON.stringify({ ...real, more: 'x'.repeat(TOO_LARGE) })),
				headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
			},
		}),
		...to(open.path, 404, {
			GET: { method: 'GET' },
			PUT: { method: 'PUT', body },
			DELETE: { method: 'DELETE' },
		}),
		...to(open.path, 400, {
			'plain text': { body, headers: { 'content-type': 'text/plain' } },
		}),
		...to(address, 401, {
			'no secret': { body },
			'the secret as a header': { body, headers: { ...JSON_TYPE, secret: encoded } },
			'the secret in the body': json({ ...real, secret: secretText }),
		}),
		...[
			'?secret=',
			'?secret=wrong',
			`?secret=${encoded}x`,
			`?secret=${encoded}&secret=${encoded}`,
			`?secret[]=${encoded}`,
			`?secret[length]=1`,
			`?SECRET=${encoded}`,
		].flatMap((query) => to(address + query, 401, { [`the address with ${query}`]: { body } })),
	];
}

/**
 * Calls to the address that is only there to be shown: its `?` belongs to the path, so that nobody's call gets there
 * who does not encode it.
 *
 * @returns {ForgedCall[]}
 */
export function callsToShownAddress({ real, secret, secretText }) {
	const [address] = secret.path.split('?');
	const once = encodeURIComponent(secretText);
	const paths = [
		once,
		encodeURIComponent(once),
		secretText.replaceAll(/[?#]/g, encodeURIComponent),
	];
	return paths.map((path) => ({
		what: `the secret in the path, as ${path}`,
		path: `${address}%3Fsecret=${path}`,
		body: JSON.stringify(real),
	}));
}

/** Sends a call as it is, whatever it holds. */
export async function postTo(url, { method = 'POST', headers = JSON_TYPE, body }) {
	return await new Promise((resolve, reject) => {
		const call = request(url, { method, headers, agent: false });
		call.on('response', (response) => {
			response.resume();
			resolve({ status: response.statusCode });
		});
		call.on('error', reject);
		call.end(body);
	});
}
