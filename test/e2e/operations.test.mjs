// Every operation of both nodes, run on each line of n8n: with what a person has to set, and in the workflows that this
// and earlier versions of the package saved.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Ajv from 'ajv';
import { projectFolder } from '../../demo/n8n/addPackage';
import { renderPhoto } from '../../sandbox/photos';
import { lines } from './lines.mjs';
import { readLog, WHOLE_LOG } from './linesLog.mjs';
import { announceResult, maskFor, openedInEditor, pictureOf, sendPhoto } from './operations.mjs';
import { everyOperation, operationOf, pictureField, TRIGGER } from './operationsWorkflow.mjs';
import { openStage } from './stage.mjs';
import { activate, nodeTypesOf, openCrm } from './templates.mjs';
import { savedWorkflows } from './upgrade.mjs';
import { CREDENTIAL, credentialIn } from './webhooks.mjs';

const SCHEMAS = join(projectFolder, 'nodes', 'AiHomeDesign', '__schema__', 'v1.0.0');
const saved = await savedWorkflows();

/* An address is asked for until n8n listens there. */
const NOT_YET = /webhook .*is not registered/;

for (const line of lines) {
	describe(line.name, () => {
		let stage;
		let types;
		let credentialId;
		let crm;
		let sent;
		let complaints;

		before(async () => {
			const photo = await renderPhoto('livingRoom', { width: 1200 });
			crm = await openCrm(photo);
			sent = { photo, mask: await maskFor(photo), photoAddress: `${crm.url}/room.jpg` };
			stage = await openStage({}, WHOLE_LOG, line);
			types = await nodeTypesOf(stage);
			credentialId = await credentialIn(stage);
			complaints = (await readLog(stage)).complaints.length;
		});

		after(async () => {
			await stage?.close();
			await crm?.close();
		});

		describe('a workflow with every operation', () => {
			it('misses none that has an output schema', async () => {
				const files = await readdir(SCHEMAS, { recursive: true });
				const known = files.filter((file) => file.endsWith('.json'));
				const { nodes } = everyOperation(types, { withOptions: false });
				const inIt = nodes.flatMap((node) => operationOf(node) ?? []);
				assert.deepEqual(
					[...new Set(inIt)].map((operation) => `${operation}.json`).sort(),
					known.sort(),
				);
			});

			holdsItsPromises(() => everyOperation(types, { withOptions: false }));
		});

		for (const { version, workflow, fields } of saved) {
			describe(`the workflow that version ${version} saved`, () => {
				holdsItsPromises(() => workflow, fields);
			});
		}

		it('n8n wrote no warning and no error meanwhile', async () => {
			const said = (await readLog(stage)).complaints.slice(complaints);
			assert.deepEqual(
				said.filter((line) => !NOT_YET.test(line)),
				[],
			);
		});

		/* A field that was not saved has to hold what it held then: a default must not change. */
		function holdsItsPromises(load, fields) {
			let wanted;
			let workflow;
			let run;
			const own = () => workflow.nodes.filter(operationOf);

			it('is opened as it is, finds its credential, and nothing in it is wrong', async () => {
				wanted = load();
				workflow = await stage.session.saveWorkflow(wanted);
				for (const [index, node] of workflow.nodes.entries()) {
					const { issues, shown, parameters } = openedInEditor(node, types.find(node));
					assert.deepEqual(node.parameters, wanted.nodes[index].parameters, node.name);
					assert.deepEqual(parameters, wanted.nodes[index].parameters, node.name);
					assert.equal(issues, null, node.name);
					if (fields?.[node.name]) assert.partialDeepStrictEqual(shown, fields[node.name]);
					if (node.credentials) assert.equal(node.credentials[CREDENTIAL].id, credentialId);
				}
			});

			it('runs', async () => {
				await activate(stage, workflow);
				run = await sendPhoto(stage, workflow, sent);
				assert.equal(run.status, 'success', run.failure);
				const silent = own().filter(({ name }) => !run.nodes[name]?.length);
				assert.deepEqual(
					silent.map(({ name }) => name),
					[],
				);
			});

			it('gives of every operation what its output schema says, and nothing else', async () => {
				for (const node of own().filter(({ parameters }) => parameters.simplify !== false)) {
					const schema = await readFile(join(SCHEMAS, `${operationOf(node)}.json`), 'utf8');
					const { version, ...shape } = JSON.parse(schema);
					assert.equal(version, 1);
					const fits = new Ajv().compile({ ...shape, additionalProperties: false });
					for (const { json } of run.nodes[node.name]) {
						assert.ok(fits(json), `${node.name}: ${JSON.stringify([fits.errors, json])}`);
					}
				}
			});

			it('delivers every picture that it waited for', async () => {
				const withPicture = own().filter((node) => pictureField(node));
				assert.ok(withPicture.length > 0);
				for (const node of withPicture) {
					const [{ binary }] = run.nodes[node.name];
					const { format, width } = await pictureOf(stage, binary[pictureField(node)]);
					assert.match(format, /^(jpeg|png|webp)$/, node.name);
					assert.ok(width > 0, node.name);
				}
			});

			it('is started by a result', async () => {
				const service = 'service-day-to-dusk';
				const { body, run: started } = await announceResult(stage, workflow, { service });
				assert.equal(started.status, 'success', started.failure);
				const [{ json }] = started.nodes[TRIGGER];
				assert.equal(json.order_id, body.order_id);
				assert.equal(json.verified, true);
				assert.equal(started.nodes.Result.length, 1);
			});
		}
	});
}
