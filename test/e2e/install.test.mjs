// The package as a person installs it, on each line of n8n: from the tarball that would be published, by the call of
// Settings > Community nodes.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import getPort from 'get-port';
import { nodesFolder, packPackage, projectFolder } from '../../demo/n8n/addPackage';
import { openRegistry } from './installRegistry.mjs';
import { lines, n8n1, n8n2 } from './lines.mjs';
import { readLog, WHOLE_LOG } from './linesLog.mjs';
import { openStage } from './stage.mjs';
import { until } from './templates.mjs';
import { CREDENTIAL } from './webhooks.mjs';

const manifest = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
const { name, version } = manifest;
const NODES = ['aiHomeDesign', 'aiHomeDesignTrigger'].map((node) => `${name}.${node}`);
const WITH_TOOL = [...NODES, `${name}.aiHomeDesignTool`].sort();
const SCHEMAS = join(projectFolder, 'nodes', 'AiHomeDesign', '__schema__', 'v1.0.0');
const operations = (await readdir(SCHEMAS, { recursive: true }))
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.replace('.json', ''));

/* What a person reads: n8n 1 passes on what the credential says of a bad key as little as n8n 2 says why a call failed. */
const WORDS = new Map([
	[
		n8n2,
		{
			badKey: /^The key was not accepted. Copy it again from the API section/,
			nothingThere: /^ECONNREFUSED$/,
		},
	],
	[
		n8n1,
		{
			badKey: /^Authorization failed - please check your credentials$/,
			nothingThere: /^The service refused the connection - perhaps it is offline$/,
		},
	],
]);

for (const line of lines) {
	const words = WORDS.get(line);

	describe(`${line.name}: installed as Settings > Community nodes does it`, () => {
		let stage;
		let registry;
		let complaints;

		before(async () => {
			stage = await openStage({}, WHOLE_LOG, line, async (folder, signal) => {
				const packed = join(folder, 'packed');
				await mkdir(packed);
				registry = await openRegistry(
					{ file: await packPackage(packed, signal), manifest },
					folder,
				);
				/* n8n 1 starts the npm that looks for updates without its own environment. */
				await mkdir(nodesFolder(folder), { recursive: true });
				await writeFile(join(nodesFolder(folder), '.npmrc'), registry.npmrc);
				return registry.environment;
			});
			complaints = (await readLog(stage)).complaints.length;
		});

		after(async () => {
			await stage?.close();
			await registry?.close();
		});

		it('it is not there before', async () => {
			assert.deepEqual(await installed(), []);
			assert.deepEqual(await ownTypes(), []);
		});

		it('is downloaded, unpacked and loaded, and nothing else is asked for', async () => {
			const answer = await stage.session.call('POST', '/rest/community-packages', { name });
			assert.equal(answer.packageName, name);
			assert.equal(answer.installedVersion, version);
			assert.deepEqual(answer.installedNodes.map(({ type }) => type).sort(), NODES);
			assert.deepEqual([...new Set(registry.asked)].sort(), [
				`GET /${name}`,
				`GET /${name}/-/${name}-${version}.tgz`,
				`GET /${name}/latest`,
				'POST /api/package',
			]);
		});

		it('is listed with its version, loaded, and needs no update', async () => {
			const asked = registry.asked.length;
			const [one, ...others] = await installed();
			assert.deepEqual(others, []);
			assert.equal(one.packageName, name);
			assert.equal(one.installedVersion, version);
			assert.equal(one.authorName, manifest.author.name);
			assert.ok(!one.failedLoading);
			assert.equal(one.updateAvailable, undefined);
			assert.deepEqual(registry.asked.slice(asked), [`GET /${name}`]);
		});

		it('brings its nodes, the one for agents too, and its credential', async () => {
			const types = await ownTypes();
			assert.deepEqual(types.map((type) => type.name).sort(), WITH_TOOL);
			const credentials = await typesOf('credentials');
			const credential = credentials.find((type) => type.name === CREDENTIAL);
			assert.deepEqual(credential.supportedNodes.sort(), NODES);
			for (const { name: node, iconUrl } of [...types, credential]) {
				for (const icon of [iconUrl.light, iconUrl.dark]) {
					const { status, content } = await stage.session.ask('GET', `/${icon}`);
					assert.equal(status, 200, `${node}: ${icon}`);
					assert.match(content, /^<svg /);
				}
			}
		});

		it('serves the output schema of every operation', async () => {
			for (const operation of operations) {
				const address = `/schemas/${NODES[0]}/1.0.0/${operation}.json`;
				const { status, content } = await stage.session.ask('GET', address);
				assert.equal(status, 200, address);
				const file = await readFile(join(SCHEMAS, `${operation}.json`), 'utf8');
				assert.deepEqual(JSON.parse(content), JSON.parse(file));
			}
		});

		it('leaves no warning and no error in the log', async () => {
			const log = await readLog(stage);
			assert.ok(log.all.some((entry) => entry.includes(`Community package installed: ${name}`)));
			assert.deepEqual(log.complaints.slice(complaints), []);
		});

		it('accepts a good key', async () => {
			assert.deepEqual(await tested({}), { status: 'OK', message: 'Connection successful!' });
		});

		it('refuses a bad key', async () => {
			const { status, message } = await tested({ apiKey: 'a-key-that-nobody-was-given-0123' });
			assert.equal(status, 'Error');
			assert.match(message, words.badKey);
		});

		it('says so where nothing answers at the address', async () => {
			const baseUrl = `http://127.0.0.1:${await getPort()}`;
			const { status, message } = await tested({ baseUrl });
			assert.equal(status, 'Error');
			assert.match(message, words.nothingThere);
		});

		it('shows a saved key to nobody', async () => {
			const { content } = await stage.session.ask(
				'GET',
				`/rest/credentials/${(await saved({})).id}?includeData=true`,
			);
			assert.ok(content.includes(stage.sandbox.url));
			assert.ok(!content.includes(stage.sandbox.apiKey));
		});

		it('is uninstalled without a trace', async () => {
			const { length } = (await readLog(stage)).complaints;
			await stage.session.call('DELETE', `/rest/community-packages?name=${name}`);
			assert.deepEqual(await installed(), []);
			await until('the node types are gone', async () => (await ownTypes()).length === 0);
			const left = await readdir(join(nodesFolder(stage.folder), 'node_modules'));
			assert.ok(!left.includes(name));
			assert.deepEqual((await readLog(stage)).complaints.slice(length), []);
		});

		const installed = async () => await stage.session.call('GET', '/rest/community-packages');

		const typesOf = async (kind) =>
			JSON.parse((await stage.session.ask('GET', `/types/${kind}.json`)).content);

		const ownTypes = async () =>
			(await typesOf('nodes')).filter((type) => type.name.startsWith(`${name}.`));

		async function saved({ apiKey = stage.sandbox.apiKey, baseUrl = stage.sandbox.url }) {
			const id = await stage.session.saveCredential('Tested', CREDENTIAL, { apiKey, baseUrl });
			return await stage.session.call('GET', `/rest/credentials/${id}?includeData=true`);
		}

		/* What the editor shows after it saved a credential: it has n8n test what was saved, as it has no key itself. */
		async function tested(values) {
			const credentials = await saved(values);
			return await stage.session.call('POST', '/rest/credentials/test', { credentials });
		}
	});
}
