// Has a real n8n save a workflow with every operation and many options, and keeps it for later versions of the package.
// To be run by hand, once for each version that is released.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../demo/n8n/addPackage';
import { everyOperation, shownByEditor } from './operationsWorkflow.mjs';
import { openStage } from './stage.mjs';
import { nodeTypesOf } from './templates.mjs';
import { keep } from './upgrade.mjs';
import { credentialIn } from './webhooks.mjs';

const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
const stage = await openStage();
try {
	await credentialIn(stage);
	const types = await nodeTypesOf(stage);
	const { id } = await stage.session.saveWorkflow(everyOperation(types, { withOptions: true }));
	const saved = await stage.session.call('GET', `/rest/workflows/${id}`);
	const { name, nodes, connections, settings } = saved;
	const own = nodes.filter(({ credentials }) => credentials);
	const fields = Object.fromEntries(
		own.map((node) => [node.name, shownByEditor(node, types.find(node))]),
	);
	await keep({ version, workflow: { name, nodes, connections, settings }, fields });
	console.log(`Kept ${nodes.length} nodes as version ${version} has them saved`);
} finally {
	await stage.close();
}
