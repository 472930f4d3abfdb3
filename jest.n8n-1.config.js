const newestLine = require('./jest.config.js');

const core = '<rootDir>/node_modules/n8n-core-1';

/**
 * The tests that run the node in n8n's engine, on the engine of n8n 1: everything that is loaded, the node
 * included, gets the copies that npm installed below `n8n-core-1`.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	...newestLine,
	globals: { n8nLine: 1 },
	testMatch: ['<rootDir>/test/{engine,faults}/**/*.test.ts'],
	moduleNameMapper: {
		'^n8n-core$': core,
		'^(n8n-workflow|@n8n/di)$': `${core}/node_modules/$1`,
	},
	// A timer of n8n 1 holds the process open for ever (n8n-core, ssh-clients-manager.js); that of n8n 2 does not.
	forceExit: true,
};
