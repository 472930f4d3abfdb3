// A PostgreSQL of its own, for n8n's data: it listens at a socket in its own folder only, and nothing of it stays.
import { execFile } from 'node:child_process';
import { chown, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startTree } from '../../demo/processTree';
import { isMissing, missing, untilUp } from './untilUp.mjs';

const run = promisify(execFile);

/** Debian keeps the server's programs here, a folder for each version, and makes this user for them. */
const VERSIONS = '/usr/lib/postgresql';
const USER = 'postgres';
const PACKAGE = 'postgresql';

/**
 * Starts a PostgreSQL with an empty database. It refuses to run as root: where the tests do, it runs as Debian's user.
 *
 * @param {string} folder what its data, its log and its socket lie in; made here
 * @returns `environment`, the variables by which n8n finds it, and `stop`
 * @throws an Error that says what to install where there is none
 */
export async function openPostgres(folder) {
	const programs = await programsFolder();
	await mkdir(folder);
	const isRoot = process.getuid() === 0;
	if (isRoot) await chown(folder, await idOf('-u'), await idOf('-g'));
	const asUser = isRoot ? ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--init-groups'] : [];
	const commandOf = (name, ...words) => [...asUser, join(programs, name), ...words];

	const data = join(folder, 'data');
	const [first, ...others] = commandOf(
		'initdb',
		'--auth=trust',
		`--username=${USER}`,
		'--no-sync',
		data,
	);
	await run(first, others, { cwd: folder });
	const switches = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'];
	const logFile = `${folder}.log`;
	const [command, ...words] = commandOf(
		'postgres',
		'-D',
		data,
		...switches.flatMap((one) => ['-c', one]),
	);
	const tree = startTree(command, words, { folder, logFile });
	const program = { name: 'postgres', debianPackage: PACKAGE, logFile };
	await untilUp(program, tree, async () => await isReady(join(programs, 'pg_isready'), folder));
	return {
		environment: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: folder,
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_DATABASE: USER,
		},
		stop: async () => await tree.end(5),
	};
}

async function programsFolder() {
	const versions = await readdir(VERSIONS).catch((error) => {
		throw isMissing(error) ? missing('postgres', PACKAGE) : error;
	});
	const newest = Math.max(...versions.map(Number).filter(Number.isFinite));
	return join(VERSIONS, `${newest}`, 'bin');
}

async function isReady(program, folder) {
	return await run(program, ['--host', folder]).then(
		() => true,
		() => false,
	);
}

async function idOf(flag) {
	return Number((await run('id', [flag, USER])).stdout);
}
