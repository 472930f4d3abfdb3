// The example workflows, each imported into a real n8n of each line as it is, set up as its sticky notes say, and run.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { templateNames } from '../../demo/templates';
import { renderPhoto } from '../../sandbox/photos';
import { lines, n8n1 } from './lines.mjs';
import { openStage } from './stage.mjs';
import {
	addCredential,
	importWorkflow,
	nodeTypesOf,
	refusalToActivate,
	templateOf,
	unknownFields,
} from './templates.mjs';
import { stagingAgent } from './templatesAgent.mjs';
import { crmWebhook } from './templatesCrm.mjs';
import { dayToDusk, enhanceFolder, stageAndEnhance } from './templatesFolder.mjs';
import { uploadForm } from './templatesForm.mjs';
import { handOnResults } from './templatesHandOn.mjs';
import { beforeAfter } from './templatesPair.mjs';

/* Their data table is made by n8n 2.4 and newer; durable.test.mjs runs them. */
const NEWER = ['collect-results.json', 'submit-orders.json'];

/* What the sticky notes ask to be chosen before the workflow is published; n8n 1 publishes it without. */
const TO_CHOOSE = {
	'hand-on-results.json': /Hand On Staging.*workflowId/s,
	'staging-agent.json': /Chat Model.*openAiApi/s,
};

for (const line of lines) {
	describe(`${line.name}: the example workflows`, () => {
		const scene = {};

		before(async () => {
			[scene.room, scene.facade] = await Promise.all(
				['livingRoom', 'darkFacade'].map(async (name) => await renderPhoto(name)),
			);
			scene.stage = await openStage({}, {}, line);
			await addCredential(scene.stage);
		});

		after(async () => await scene.stage?.close());

		every(line, scene);
		stageAndEnhance(line, scene);
		enhanceFolder(line, scene);
		dayToDusk(line, scene);
		beforeAfter(line, scene);
		uploadForm(line, scene);
		crmWebhook(line, scene);
		handOnResults(line, scene);
		stagingAgent(line, scene);
	});
}

function every(line, scene) {
	describe(`${line.name}: every example workflow`, () => {
		const imported = {};
		let files;

		before(async () => {
			files = (await templateNames()).filter((file) => line !== n8n1 || !NEWER.includes(file));
		});

		after(() => {
			console.log(`${line.name}: ${Object.keys(imported).length} example workflows imported`);
		});

		it('has only nodes and fields that n8n knows', async () => {
			const types = await nodeTypesOf(scene.stage);
			for (const file of files) {
				for (const node of (await templateOf(file)).nodes) {
					const type = types.find(node);
					assert.ok(type, `${file}: ${node.name} is a ${node.type} ${node.typeVersion}`);
					assert.deepEqual(unknownFields(node, type), [], `${file}: ${node.name}`);
				}
			}
		});

		it('is imported as it is, and finds the credential by its name', async () => {
			for (const file of files) {
				imported[file] = await importWorkflow(scene.stage, await templateOf(file));
				for (const { name, credentials } of imported[file].nodes) {
					if (credentials) assert.ok(credentials.aiHomeDesignApi.id, `${file}: ${name}`);
				}
			}
		});

		it('can be published, or n8n says what is to be chosen first', async () => {
			const byHand = /no trigger node|no node to start/;
			for (const [file, workflow] of Object.entries(imported)) {
				const refusal = (await refusalToActivate(scene.stage, workflow)) ?? '';
				const isByHand = workflow.nodes.some(({ type }) => type.endsWith('.manualTrigger'));
				const toChoose = line === n8n1 ? undefined : TO_CHOOSE[file];
				assert.match(refusal, toChoose ?? (isByHand ? byHand : /^$/), file);
			}
		});
	});
}
