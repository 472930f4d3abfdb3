// The lines of n8n that the tests run: the one of demo and dev, and the last one before it.
import { n8nForTrying, readLockedN8n } from '../../demo/n8n/lockedPackages';

/**
 * @typedef {object} Line
 * @property {string} name with the version, for the names of tests
 * @property {import('../../demo/n8n/lockedPackages').LockedN8n} n8n which one is installed
 * @property {Record<string, string>} environment what its n8n has to be told besides
 */

/** @type {Line} */
export const n8n2 = lineOf(n8nForTrying, {});

/** @type {Line} It ends at once where it is to leave out a module that it does not know. */
export const n8n1 = lineOf(readLockedN8n(import.meta.dirname), { N8N_DISABLED_MODULES: '' });

/** All lines, the newest first. */
export const lines = [n8n2, n8n1];

function lineOf(n8n, environment) {
	return { name: `n8n ${n8n.version}`, n8n, environment };
}
