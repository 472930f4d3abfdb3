// How the tests wait for a server of Debian's that they started, and what they say where it is not installed.
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const UP_WITHIN_SECONDS = 60;

/**
 * Waits until a started server answers.
 *
 * @param {{ name: string, debianPackage: string, logFile: string }} program
 * @param {import('../../demo/processTree').ProcessTree} tree
 * @param {() => Promise<boolean>} isUp
 * @throws an Error with what the server said, or what to install
 */
export async function untilUp({ name, debianPackage, logFile }, tree, isUp) {
	let end;
	tree.done.then(
		() => (end = new Error(`${name} ended at once`)),
		(error) => (end = error),
	);
	for (const start = Date.now(); !(await isUp()); await pause(50)) {
		if (end && isMissing(end)) throw missing(name, debianPackage);
		const isLate = Date.now() - start > UP_WITHIN_SECONDS * 1000;
		if (!end && !isLate) continue;
		await tree.end(0);
		const said = await readFile(logFile, 'utf8');
		throw new Error(`${name} did not come up. It said:\n${said}`, { cause: end });
	}
}

/** @returns whether a program could not be started because it is not there */
export function isMissing({ code }) {
	return code === 'ENOENT';
}

/** @returns what to do about a server that is not installed */
export function missing(name, debianPackage) {
	return new Error(
		`${name} is not installed. The tests of queue mode need it; on Debian and Ubuntu: ` +
			`apt-get install ${debianPackage}`,
	);
}
