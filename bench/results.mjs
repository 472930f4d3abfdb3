// What the scenarios found, kept until all of one package and one benchmark are there, so that a run can be cut into parts.
import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../demo/cacheFolder';
import { projectFolder } from '../demo/n8n/addPackage';

/** What a result depends on. */
const SOURCES = [
	'nodes/**',
	'credentials/**',
	'bench/**',
	'package.json',
	'gulpfile.js',
	'tsconfig*.json',
];

/** Keeps what a scenario found. */
export async function saveResult(scenario, result) {
	await mkdir(folder(), { recursive: true });
	await writeFile(fileOf(scenario), JSON.stringify(result));
}

/** @returns what a scenario found with the same package and benchmark; undefined where it was not run */
export async function readResult(scenario) {
	const text = await readFile(fileOf(scenario), 'utf8').catch(() => undefined);
	return text && JSON.parse(text);
}

function fileOf(scenario) {
	return join(folder(), `${scenario}.json`);
}

function folder() {
	const hash = createHash('sha256');
	for (const file of globSync(SOURCES, { cwd: projectFolder }).sort()) {
		const path = join(projectFolder, file);
		if (statSync(path).isFile()) hash.update(file).update(readFileSync(path));
	}
	return join(cacheFolder(), 'bench', hash.digest('hex').slice(0, 16));
}
