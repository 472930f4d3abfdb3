/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// The line of n8n's engine that the tests are to run on; test/engine/engineLine.test.ts holds the run to it.
	globals: { n8nLine: 2 },
	setupFiles: ['<rootDir>/test/environment.js'],
	testTimeout: 60_000,
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/coverage/'],
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	coverageProvider: 'v8',
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text-summary', 'lcovonly'],
	coverageThreshold: { global: { lines: 95, branches: 90 } },
};
