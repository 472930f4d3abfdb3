// The package itself beside others: how long it takes to load, how large it is packed, what it brings along.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../demo/build';
import { projectFolder } from '../../demo/n8n/addPackage';
import { OTHER_PACKAGES } from '../otherPackages.mjs';
import { median } from '../statistics.mjs';
import { inMilliseconds, tableOf } from '../table.mjs';

const run = promisify(execFile);
const LOADER = join(import.meta.dirname, '..', 'loadPackage.mjs');
const NODE = join(projectFolder, 'node_modules', 'node', 'bin', 'node');

/** The most that loading may take, in milliseconds, and that the packed file may have, in bytes. */
const MOST_MILLISECONDS = 30;
const MOST_BYTES = 60_000;

/* Nothing of a foreign package is run at its installation, and its peers are those of this project. */
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];

export const rounds = 21;

export async function measure({ rounds, report }) {
	const folder = await mkdtemp(join(tmpdir(), 'aihomedesign-bench-'));
	try {
		await build(new AbortController().signal);
		const packages = [await unpack(await pack(projectFolder, folder), folder, 'ours')];
		for (const name of OTHER_PACKAGES) {
			try {
				packages.push(await installOther(name, folder));
			} catch (error) {
				report(`${name} cannot be had: ${error.message.split('\n').at(0)}`);
				packages.push({ name });
			}
		}
		const loadable = packages.filter(({ path }) => path);
		for (let round = 1; round <= rounds; round += 1) {
			for (const one of loadable) {
				const { stdout } = await run(NODE, [LOADER, one.path]);
				one.times = [...(one.times ?? []), Number(stdout)];
			}
		}
		return { times: rounds, packages: packages.map(({ path, ...one }) => one) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

export function rows({ packages: [ours, ...others] }) {
	const measured = others.filter(({ times }) => times);
	const besides = (pick) =>
		measured.length > 0 ? `others: ${measured.map(pick).join(', ')}` : 'others: not measured';
	const milliseconds = median(ours.times);
	return [
		{
			what: 'time to load the package',
			cells: [inMilliseconds(milliseconds), besides(({ times }) => inMilliseconds(median(times)))],
			says: '',
			goal: `under ${MOST_MILLISECONDS} ms`,
			isKept: milliseconds < MOST_MILLISECONDS,
		},
		{
			what: 'packed size',
			cells: [kilobytes(ours), besides(kilobytes)],
			says: '',
			goal: `under ${MOST_BYTES / 1000} kB`,
			isKept: ours.packedBytes < MOST_BYTES,
		},
		{
			what: 'runtime dependencies',
			cells: [ours.dependencies, besides(({ dependencies }) => dependencies)],
			says: '',
			goal: 'none',
			isKept: ours.dependencies === 0,
		},
	];
}

export function details({ times, packages }) {
	const table = tableOf(
		['Package', 'Nodes', 'Loaded in', 'Packed', 'Runtime dependencies', 'Packages they bring'],
		packages.map((one) =>
			one.times
				? [
						`${one.name} ${one.version}`,
						one.nodes,
						inMilliseconds(median(one.times)),
						kilobytes(one),
						one.dependencies,
						one.brought,
					]
				: [one.name, ...Array(5).fill('not measured')],
		),
	);
	return `## The package beside others

Loading is what n8n does at its start: \`require\` of every node and credential, and one of each made, in a new process that has
n8n-workflow already; medians of ${times}. _Packed_ is npm's own figure.

${table}`;
}

function kilobytes({ packedBytes }) {
	return `${(packedBytes / 1000).toFixed(1)} kB`;
}

async function installOther(wanted, folder) {
	const place = join(folder, wanted.replaceAll(/\W/g, '-'));
	await mkdir(place);
	const packed = await pack(wanted, place);
	return await unpack(packed, place, 'installed');
}

/* @returns what npm says of the packed file, with its `file` */
async function pack(what, folder) {
	const words = ['pack', what, '--json', '--ignore-scripts', '--pack-destination', folder];
	const { stdout } = await run('npm', words, { cwd: folder });
	const [{ name, version, size, filename }] = JSON.parse(stdout);
	return { name, version, size, file: join(folder, filename) };
}

/* Puts a packed file where n8n would, with all that it needs at run time. */
async function unpack({ name, version, size, file }, folder, place) {
	const prefix = join(folder, place);
	await mkdir(prefix);
	const words = ['install', file, '--prefix', prefix, '--legacy-peer-deps', '--omit=dev', ...QUIET];
	await run('npm', words, { cwd: prefix });
	const { stdout } = await run('npm', ['ls', '--all', '--parseable', '--prefix', prefix], {
		cwd: prefix,
	}).catch((error) => error);
	const path = join(prefix, 'node_modules', name);
	const brought = stdout.split('\n').filter((line) => line.includes('node_modules')).length - 1;
	const manifest = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
	const workflow = join(prefix, 'node_modules', 'n8n-workflow');
	await rm(workflow, { recursive: true, force: true });
	await symlink(join(projectFolder, 'node_modules', 'n8n-workflow'), workflow);
	const { nodes = [], credentials = [] } = manifest.n8n;
	return {
		name,
		version,
		path,
		packedBytes: size,
		nodes: nodes.length,
		credentials: credentials.length,
		dependencies: Object.keys(manifest.dependencies ?? {}).length,
		brought,
	};
}
