// The whole internet as an n8n sees it that installs a package: a registry that has only this one, and n8n's own word on it.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { basename, join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { generate } from 'selfsigned';

/**
 * Opens a proxy on 127.0.0.1 that answers for every host that it is asked for: n8n only uses another registry than
 * the public one where a licence allows it, and so does the npm that it starts.
 *
 * @param {{ file: string, manifest: object }} tarball the package, and its package.json
 * @param {string} folder where it may leave its files
 * @returns `environment`, what makes an n8n and its npm use it; `npmrc`, the file that makes an npm use it that is
 *   started without them; `asked`, each call so far, as "GET /path"; and `close`
 */
export async function openRegistry({ file, manifest }, folder) {
	const asked = [];
	const bytes = await readFile(file);
	const tarballPath = `/${manifest.name}/-/${basename(file)}`;
	const authority = await certificate('Registry of these tests', { cA: true });
	const authorityFile = join(folder, 'registry.pem');
	await writeFile(authorityFile, authority.cert);

	const describeVersion = (host) => ({
		...manifest,
		dist: {
			tarball: `https://${host}${tarballPath}`,
			shasum: createHash('sha1').update(bytes).digest('hex'),
			integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
		},
	});
	const answers = {
		[`GET /${manifest.name}/latest`]: describeVersion,
		[`GET /${manifest.name}`]: (host) => ({
			name: manifest.name,
			'dist-tags': { latest: manifest.version },
			versions: { [manifest.version]: describeVersion(host) },
		}),
		[`GET ${tarballPath}`]: () => bytes,
		/* n8n asks its makers whether a package is banned. */
		'POST /api/package': () => ({ status: 'OK' }),
	};

	const hosts = createSecureServer(
		{
			SNICallback: (host, found) =>
				void certificate(host, { cA: false }, authority).then(
					({ cert, private: key }) => found(null, createSecureContext({ cert, key })),
					found,
				),
		},
		(request, response) => {
			const call = `${request.method} ${request.url}`;
			asked.push(call);
			const answer = answers[call]?.(request.headers.host);
			const isFile = Buffer.isBuffer(answer);
			response.writeHead(answer ? 200 : 404, {
				'content-type': isFile ? 'application/octet-stream' : 'application/json',
			});
			response.end(isFile ? answer : JSON.stringify(answer ?? { error: 'Not found' }));
		},
	);
	const proxy = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		response.writeHead(403).end();
	});
	const open = new Set();
	proxy.on('connect', (_request, socket) => {
		open.add(socket.on('error', () => {}).on('close', () => open.delete(socket)));
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		hosts.emit('connection', socket);
	});
	await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const address = `http://127.0.0.1:${proxy.address().port}`;
	const npmSettings = {
		'https-proxy': address,
		cafile: authorityFile,
		cache: join(folder, 'npm-cache'),
		'update-notifier': 'false',
	};
	const inEnvironment = ([setting, value]) => [`npm_config_${setting.replaceAll('-', '_')}`, value];

	return {
		asked,
		environment: {
			...Object.fromEntries(Object.entries(npmSettings).map(inEnvironment)),
			HTTP_PROXY: address,
			HTTPS_PROXY: address,
			NODE_EXTRA_CA_CERTS: authorityFile,
		},
		npmrc: Object.entries(npmSettings)
			.map(([setting, value]) => `${setting}=${value}\n`)
			.join(''),
		close: async () => {
			for (const socket of open) socket.destroy();
			await new Promise((resolve) => proxy.close(resolve));
		},
	};
}

/* Signed by an authority; by itself where there is none. */
async function certificate(host, constraints, authority) {
	return await generate([{ name: 'commonName', value: host }], {
		keyType: 'ec',
		algorithm: 'sha256',
		ca: authority && { key: authority.private, cert: authority.cert },
		extensions: [
			{ name: 'basicConstraints', ...constraints },
			{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
		],
	});
}
