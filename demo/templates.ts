/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './n8n/addPackage';
import type { Session, WorkflowFile } from './n8n/session';

const FOLDER = join(projectFolder, 'templates');
const FOLDER_NODE = 'Photo Folder';

/** The file names of all example workflows. */
export async function templateNames(): Promise<string[]> {
	return (await readdir(FOLDER)).filter((file) => file.endsWith('.json'));
}

/** An example workflow that reads and writes its photos in the given folder. */
export async function readTemplate(file: string, photoFolder: string): Promise<WorkflowFile> {
	const workflow: WorkflowFile = JSON.parse(await readFile(join(FOLDER, file), 'utf8'));
	const { name, connections, settings } = workflow;
	const nodes = workflow.nodes.map((node) =>
		node.name === FOLDER_NODE
			? { ...node, parameters: { ...node.parameters, ...folderParameters(photoFolder) } }
			: node,
	);
	return { name, nodes, connections, settings };
}

/** Saves the sandbox's address and key under the name that the example workflows use. */
export async function saveSandboxCredential(
	session: Session,
	{ url, apiKey }: { url: string; apiKey: string },
): Promise<void> {
	const values = { apiKey, baseUrl: url };
	await session.saveCredential('AI HomeDesign account', 'aiHomeDesignApi', values);
}

function folderParameters(value: string): Record<string, unknown> {
	const folder = { id: 'folder', name: 'folder', value, type: 'string' };
	return { assignments: { assignments: [folder] } };
}
