// The package in n8n's editor, in a real browser: from the search in the node picker to the staged picture, as a newcomer goes.
import { NodeHelpers } from 'n8n-workflow';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { owner } from '../../demo/n8n/session';
import { renderPhoto } from '../../sandbox/photos';
import { openBrowser } from './browser.mjs';
import { Editor } from './editor.mjs';
import { MOST_BYTES, pictures } from './editorPictures.mjs';
import { n8n2 } from './lines.mjs';
import { openStage } from './stage.mjs';
import { nodeTypesOf, until } from './templates.mjs';

const NODE = 'AI HomeDesign';
const STAGE_ROOM = 'Stage empty room with furniture';
const PACKAGE = 'n8n-nodes-aihomedesign';
const PHOTO = { width: 1600, height: 1200 };
const SECRET = 'open sesame';
const OLD_STYLE = 'Hampton';

/* The editor asks for a list before there is a credential, or with a key that is refused: n8n answers so. */
const LIST_REFUSED = /^\d{3} \/rest\/dynamic-node-parameters\/options$/;

let stage;
let browser;
let editor;
let takePicture;
let types;
const tally = { operations: 0, fields: 0, pictures: [], refusedHosts: 0 };

before(async () => {
	stage = await openStage();
	await writeFile(join(stage.folder, 'living-room.jpg'), await renderPhoto('livingRoom', PHOTO));
	types = await nodeTypesOf(stage);
	browser = await openBrowser(stage.folder);
	editor = new Editor(browser.page, stage.n8nUrl);
	takePicture = pictures(browser.page, join(stage.folder, 'screenshots'));
});

after(async () => {
	await browser?.close();
	await stage?.close();
	const { operations, fields, pictures: taken } = tally;
	console.log(`${operations} operations shown with ${fields} fields`);
	for (const { name, bytes } of taken) console.log(`${name}: ${Math.ceil(bytes / 1000)} kB`);
	const hosts = browser?.refusedHosts.size ?? 0;
	console.log(`The editor wanted to reach ${hosts} other hosts, and could not`);
});

describe(`${n8n2.name}, in the browser`, () => {
	it('lets its owner in', async () => {
		await editor.logIn(owner);
		/* The editor asks who is there before anybody is. */
		assert.deepEqual(browser.complaints(), ['401 /rest/login']);
	});

	it('takes a photo from a file', async () => {
		await editor.newWorkflow();
		await editor.add('Read/Write Files from Disk', 'Read File(s) From Disk');
		await editor.fill('fileSelector', join(stage.folder, 'living-room.jpg'));
		await editor.close();
	});

	describe('the node picker', () => {
		it('finds the node by "virtual staging", with its icon', async () => {
			await editor.openPicker();
			await editor.search('virtual staging');
			await editor.entry(NODE).waitFor();
			await assertIcon(editor.entry(NODE), 'aiHomeDesign.svg');
			await picture('node-picker', editor.picker, { downTo: editor.entry(NODE) });
		});

		it('lists every operation as an action', async () => {
			const expected = operationsOfNode().map(({ action }) => action);
			await editor.pick(NODE);
			await until(`the actions ${expected}`, async () => {
				const listed = await editor.part('node-creator-item-name').allInnerTexts();
				return [...listed].sort().join() === [...expected].sort().join();
			});
		});

		it('adds the node that stages a room, with nothing marked as wrong in it', async () => {
			await editor.pick(STAGE_ROOM);
			await editor.panel.waitFor();
			assert.equal(await editor.shown('operation'), 'Virtual Staging');
			await showsIn('space', 'Set up credential to see options');
			assert.equal(await editor.parameters.getByTestId('parameter-issues').count(), 0);
			assertOnlyListsRefused();
		});
	});

	describe('the credential', () => {
		it('with a wrong key: says that it was not accepted, and what to do', async () => {
			await editor.part('node-credentials-empty-state').getByRole('button').click();
			await editor.fill('apiKey', 'a-key-that-nobody-was-given-0123');
			await editor.fill('baseUrl', stage.sandbox.url);
			await editor.saveCredential();
			await editor.credential.getByText('More details').click();
			await editor.credential.getByText(/The key was not accepted\. Copy it again/).waitFor();
			assertOnlyListsRefused();
		});

		it('with the right key: is saved, and tested', async () => {
			await editor.fill('apiKey', stage.sandbox.apiKey);
			await editor.saveCredential();
			await editor.credential.waitFor({ state: 'hidden' });
			await editor.part('credential-edit-button').click();
			await editor.credential.getByText('Connection tested successfully').waitFor();
			await editor.closeCredential();
		});
	});

	describe('the parameters of a staging', () => {
		before(async () => {
			/* A list that could not be filled is asked for anew when the node is opened. */
			await editor.close();
			await editor.open(STAGE_ROOM);
		});

		it('offers the spaces of the catalog by their names', async () => {
			await showsIn('space', 'Select');
			const names = await editor.unfold('space');
			assert.ok(names.includes('Living Room') && names.includes('Nursery'), `${names}`);
			assert.deepEqual(
				names,
				[...names].sort((a, b) => a.localeCompare(b)),
			);
			await editor.take('Nursery');
		});

		it('offers other styles when the space is changed, and marks one that is not among them', async () => {
			const ofNursery = await stylesOffered();
			assert.ok(!ofNursery.includes(OLD_STYLE), `${ofNursery}`);
			await editor.choose('space', 'Living Room');
			await until('the styles follow', async () => (await stylesOffered()).includes(OLD_STYLE));
			await editor.choose('style', OLD_STYLE);
			assert.equal(await editor.issueOf('style').count(), 0);
			await editor.choose('space', 'Nursery');
			await editor.issueOf('style').waitFor();
			assert.equal(await editor.shown('style'), OLD_STYLE);
		});

		it('refuses to order that style, and names those that there are', async () => {
			await editor.run();
			const { message, advice } = await editor.failure();
			assert.match(message, /is not a style for Nursery \[item 0\]$/);
			assert.match(advice, /^Choose one of: .*Modern/);
			assert.deepEqual(stage.sandbox.orders, [], 'something was uploaded');
		});

		it('shows the list of styles open', async () => {
			await editor.choose('space', 'Living Room');
			await editor.scrollUp();
			await editor.unfold('style');
			await picture('style-list', editor.parameters, { downTo: editor.list });
			await editor.take('Modern');
			assert.equal(await editor.issueOf('style').count(), 0);
		});
	});

	describe('the run', () => {
		it('brings the staged picture into the output panel', async () => {
			await editor.run();
			await editor.output.getByTestId('node-run-status-success').waitFor();
			const { width: widthBefore } = await editor.view(editor.input);
			const { address, ...size } = await editor.view(editor.output);
			assert.equal(widthBefore, PHOTO.width);
			assert.deepEqual(size, PHOTO);
			assert.match(address, /living-room-virtual-staging\.jpg/);
			assert.equal(stage.sandbox.orders.length, 1);
		});

		for (const [theme, icon] of [
			['light', 'aiHomeDesign.svg'],
			['dark', 'aiHomeDesign.dark.svg'],
		]) {
			it(`is shown in the ${theme} theme, with the icon of that theme`, async () => {
				await editor.setTheme(theme);
				await assertIcon(editor.panel, icon);
				await editor.scrollUp();
				await picture(`staged-${theme}`, editor.panel, { downTo: editor.field('style') });
			});
		}

		after(async () => {
			await editor.setTheme('light');
			await editor.close();
		});
	});

	describe('the trigger', () => {
		it('is found by "virtual staging" as a first step too, with its events', async () => {
			await editor.openNew();
			await editor.search('virtual staging');
			await editor.pick(NODE);
			await editor.pick('On image generated');
			await editor.panel.waitFor();
		});

		it('tells which address to paste where', async () => {
			const { panel, parameters } = editor;
			await editor.part('trigger-header').getByText('Let AI HomeDesign send its results').waitFor();
			await panel
				.getByText(/paste the Production URL of this node into the AI HomeDesign/)
				.waitFor();
			await parameters.getByText(/into the AI HomeDesign dashboard, under API, Webhook/).waitFor();
			await panel.getByText('When will this node trigger my flow?').click();
			await panel.getByText(/^To build the workflow, paste the Test URL/).waitFor();
			await addressIs('Test URL', /^\/webhook-test\/[\w-]{36}\/aihomedesign$/);
			await addressIs('Production URL', /^\/webhook\/[\w-]{36}\/aihomedesign$/);
		});

		it('shows the address with the secret, where one is set', async () => {
			await editor.addOption('Secret');
			await editor.fill('secret', SECRET);
			const secret = new RegExp(`/aihomedesign\\?secret=${encodeURIComponent(SECRET)}$`);
			await addressIs('Production URL', secret);
			await picture('trigger', editor.parameters, {
				downTo: editor.part('collection-parameter-add').filter({ visible: true }),
			});
		});

		it('has its icon, and marks nothing as wrong', async () => {
			await assertIcon(editor.panel, 'aiHomeDesign.svg');
			assert.equal(await editor.parameters.getByTestId('parameter-issues').count(), 0);
		});
	});

	describe('every operation in the panel', () => {
		const what = 'every operation';

		before(async () => await editor.openWorkflow(await addWorkflow(what, {}), what));

		it('shows its fields by their names, and marks only what is still to be filled in', async () => {
			for (const { resource, operation } of operationsOfNode()) {
				const place = `${resource.name}: ${operation.name}`;
				await editor.choose('resource', resource.name);
				await editor.choose('operation', operation.name);
				const fields = fieldsOf({ resource: resource.value, operation: operation.value });
				const simple = fields.filter(({ type }) => type !== 'collection');
				await until(`${place} shows ${simple.map(({ name }) => name)}`, async () => {
					const shown = await editor.shownFields();
					return shown.join() === simple.map(({ name }) => name).join();
				});
				for (const { displayName, hint, name, required } of fields) {
					await editor.parameters.getByText(displayName, { exact: true }).first().waitFor();
					if (hint) await editor.parameters.getByText(hint, { exact: true }).waitFor();
					if (required) continue;
					/* n8n marks a list whose value is not among what it offers, until it is loaded. */
					const isUnmarked = async () => (await editor.issueOf(name).count()) === 0;
					await until(`${place} > ${name} is not marked`, isUnmarked);
				}
				assert.doesNotMatch(
					await editor.parameters.innerText(),
					/undefined|\[object|NaN|null/,
					place,
				);
				tally.operations += 1;
				tally.fields += fields.length;
			}
		});

		it('offers its options by their names', async () => {
			await editor.choose('resource', 'Order');
			await editor.choose('operation', 'Virtual Staging');
			const options = fieldsOf({ resource: 'order', operation: 'virtualStaging' }).find(
				({ name }) => name === 'options',
			).options;
			/* One is only for an order that exists. */
			const expected = options
				.filter(({ name }) => name !== 'ifAlreadySubmitted')
				.map(({ displayName }) => displayName);
			await editor.unfoldOptions();
			assert.deepEqual(await editor.optionNames(), expected);
			await editor.fold();
		});

		after(async () => {
			await editor.close();
			/* The editor asks also for a list that follows another in which nothing is chosen yet. */
			assertOnlyListsRefused();
		});
	});

	describe('what goes wrong is said in the output panel', () => {
		for (const { what, parameters, apiKey, message, advice } of [
			{
				what: 'a photo that is missing',
				parameters: { space: '=Living Room', style: '=Modern' },
				message: "The item has no binary field 'data' [item 0]",
				advice: /set 'Image Source' to URL/,
			},
			{
				what: 'a style that nobody knows, given by an expression',
				parameters: {
					imageSource: 'url',
					imageUrl: 'any',
					space: '=Bedroom',
					style: '=Mid-Century',
				},
				message: "'Mid-Century' is not a style for Bedroom [item 0]",
				advice: /^Choose one of: .*Modern/,
			},
			{
				what: 'a key that is refused',
				parameters: { operation: 'get', orderId: 'any' },
				apiKey: 'a-key-that-nobody-was-given-0123',
				message: 'invalid or missing api key (HTTP 401) [item 0]',
				advice: /^Check 'API Key' in the AI HomeDesign credential/,
			},
		]) {
			it(what, async () => {
				const id = await addWorkflow(what, parameters, apiKey);
				await editor.openWorkflow(id, what);
				await editor.run();
				const shown = await editor.failure();
				assert.equal(shown.message, message);
				assert.match(shown.advice, advice);
				await editor.close();
			});
		}

		it('a list that cannot be filled, at its triangle', async () => {
			const what = 'a list without a key';
			const id = await addWorkflow(what, {}, 'a-key-that-nobody-was-given-0123');
			await editor.openWorkflow(id, what);
			await showsIn('space', /^Error fetching options/);
			await editor.issueOf('space').hover();
			await editor.page.getByText(/invalid or missing api key .*Check 'API Key'/).waitFor();
			await editor.close();
			assertOnlyListsRefused();
		});
	});

	describe('all along', () => {
		it('no script complained, and no call of the editor failed but for lists', () => {
			assertOnlyListsRefused();
		});

		it('the pictures for the README stay small', () => {
			const large = tally.pictures.filter(({ bytes }) => bytes > MOST_BYTES);
			assert.ok(tally.pictures.length > 0);
			assert.deepEqual(large, []);
		});
	});
});

async function picture(name, parts, options) {
	tally.pictures.push({ name, bytes: await takePicture(name, parts, options) });
}

async function assertIcon(part, file) {
	const icon = part.locator(`img[src*="/icons/${PACKAGE}/"][src$="/${file}"]`).first();
	const { width } = await editor.sizeOf(icon);
	assert.ok(width > 0, `${file} is not shown`);
}

function assertOnlyListsRefused() {
	const others = browser.complaints().filter((one) => !LIST_REFUSED.test(one));
	assert.deepEqual(others, []);
}

async function showsIn(parameter, words) {
	await until(`${parameter} shows ${words}`, async () => {
		const shown = await editor.shown(parameter);
		return typeof words === 'string' ? shown === words : words.test(shown);
	});
}

/* Of the one address that is shown; the host is what n8n was told of itself. */
async function addressIs(kind, pattern) {
	await until(`the ${kind} is ${pattern}`, async () => {
		const [address, ...others] = await editor.webhookAddresses(kind);
		if (!address || others.length > 0) return false;
		const { pathname, search } = new URL(address);
		return pattern.test(pathname + search);
	});
}

async function stylesOffered() {
	const names = await editor.unfold('style');
	await editor.fold();
	return names;
}

function nodeType() {
	return types.find({ type: `${PACKAGE}.aiHomeDesign`, typeVersion: 1 });
}

/* Each with its resource; "Custom API Call" is n8n's own addition. */
function operationsOfNode() {
	const { properties } = nodeType();
	const resources = properties.find(({ name }) => name === 'resource').options;
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) =>
			options
				.filter(({ action }) => action)
				.map((operation) => ({
					resource: resources.find(({ value }) => displayOptions.show.resource.includes(value)),
					operation,
					action: operation.action,
				})),
		);
}

/* What the panel shows of a node that is new; the rest stands under "Settings". */
function fieldsOf(setting) {
	const type = nodeType();
	const node = { typeVersion: 1 };
	const parameters = NodeHelpers.getNodeParameters(
		type.properties,
		setting,
		true,
		false,
		node,
		type,
	);
	return type.properties
		.filter(({ isNodeSetting, type: kind }) => !isNodeSetting && kind !== 'hidden')
		.filter((property) => NodeHelpers.displayParameter(parameters, property, node, type));
}

async function addWorkflow(name, parameters, apiKey = stage.sandbox.apiKey) {
	const baseUrl = stage.sandbox.url;
	const id = await stage.session.saveCredential(name, 'aiHomeDesignApi', { apiKey, baseUrl });
	const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
	const node = {
		name,
		type: `${PACKAGE}.aiHomeDesign`,
		parameters,
		credentials: { aiHomeDesignApi: { id, name } },
	};
	const nodes = [start, node].map((one, index) => ({
		...one,
		id: crypto.randomUUID(),
		typeVersion: 1,
		position: [index * 200, 0],
	}));
	const connections = { Start: { main: [[{ node: name, type: 'main', index: 0 }]] } };
	return await stage.session.addWorkflow({ name, nodes, connections });
}
