/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs on Node, is never packed */
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runNpm, runTree } from '../processTree';

const NATIVE_MODULES = ['sqlite3', 'isolated-vm'];

const BUILD_TOOLS: Partial<Record<NodeJS.Platform, string>> = {
	darwin: 'Install the command line tools: xcode-select --install',
	linux: 'Install python3, make and g++ (Debian, Ubuntu: sudo apt-get install python3 make g++)',
	win32:
		'Install Python 3 and the "Desktop development with C++" part of Visual Studio Build Tools',
};

/**
 * Fetches or builds the two parts of n8n that are machine code, and tries whether they load.
 * @throws an Error that names the tools to install when a compiler was needed and is not there
 */
export async function makeNativeModules(
	installation: string,
	logFile: string,
	signal: AbortSignal,
): Promise<void> {
	const headers = await findHeaders(installation);
	const environment = headers ? { ...process.env, npm_config_nodedir: headers } : process.env;
	const options = { folder: installation, logFile, environment };
	const rebuild = ['rebuild', ...NATIVE_MODULES, '--ignore-scripts=false', '--foreground-scripts'];
	const load = NATIVE_MODULES.map((name) => `require('${name}');`).join(' ');
	try {
		await runNpm(rebuild, options, signal);
		await runTree(process.execPath, ['-e', load], options, signal);
	} catch (cause) {
		signal.throwIfAborted();
		const tools = BUILD_TOOLS[process.platform] ?? 'Install Python 3, make and a C++ compiler';
		throw new Error(
			`n8n's database module could neither be fetched ready-made nor be built here. ${tools}, ` +
				`then start again. The details are in ${logFile}`,
			{ cause },
		);
	}
}

/** Whether the machine code of n8n's database is there. */
export async function hasDatabase(installation: string): Promise<boolean> {
	const folder = join(installation, 'node_modules', 'sqlite3', 'build', 'Release');
	return await exists(join(folder, 'node_sqlite3.node'));
}

/** The folder with the headers of the running Node, or nothing: then node-gyp has to fetch them. */
async function findHeaders(installation: string): Promise<string | undefined> {
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const folders = [
		join(installation, 'node_modules', `node-${system}-${process.arch}`),
		dirname(dirname(process.execPath)),
	];
	for (const folder of folders) {
		if (await exists(join(folder, 'include', 'node', 'node_api.h'))) return folder;
	}
	return undefined;
}

async function exists(file: string): Promise<boolean> {
	return await access(file).then(
		() => true,
		() => false,
	);
}
