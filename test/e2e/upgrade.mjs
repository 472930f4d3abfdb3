// Workflows that a version of the package saved, and that every later one has to open and run as they are.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const FOLDER = join(import.meta.dirname, 'fixtures');
const WORKFLOW = /^workflow-(.+)\.json$/;

/** @returns all of them: the `version`, its `workflow` as n8n saved it, and the `fields` that its nodes had then */
export async function savedWorkflows() {
	const versions = (await readdir(FOLDER)).flatMap((file) => WORKFLOW.exec(file)?.[1] ?? []);
	return await Promise.all(
		versions.map(async (version) => ({
			version,
			workflow: await read(`workflow-${version}.json`),
			fields: await read(`fields-${version}.json`),
		})),
	);
}

/**
 * Keeps a workflow for later versions.
 *
 * @throws where there is one of this version: what was promised is not to be overwritten
 */
export async function keep({ version, workflow, fields }) {
	await write(`workflow-${version}.json`, workflow);
	await write(`fields-${version}.json`, fields);
}

async function read(file) {
	return JSON.parse(await readFile(join(FOLDER, file), 'utf8'));
}

async function write(file, content) {
	const path = join(FOLDER, file);
	const style = { ...(await resolveConfig(path)), parser: 'json' };
	await writeFile(path, await format(JSON.stringify(content), style), { flag: 'wx' });
}
