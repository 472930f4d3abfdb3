// npm run test:mutation: changes the code that guards money in many small ways, and sees whether a test notices each.
import jest from './jest.config.js';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate: [
		'nodes/AiHomeDesign/run/{gate,ledger,onceInExecution,oneAtATime}.ts',
		'nodes/AiHomeDesign/steps/{mayHaveBeenTaken,payOnce,submitOrder,unlessLost}.ts',
	],
	mutator: {
		// Sentences guard nothing, and the compiler holds every other text here to those that there are.
		excludedMutations: ['StringLiteral'],
	},
	testRunner: 'jest',
	jest: {
		config: {
			...jest,
			testMatch: [
				'<rootDir>/test/unit/{gate,lostAnswer,oneAtATime}.test.ts',
				'<rootDir>/test/engine/{payOnce,rateLimit,stop,upscale,waiting}.test.ts',
			],
		},
		// The engine loads the node by its path, so that no test file imports what it tests.
		enableFindRelatedTests: false,
	},
	// What does not compile needs no test.
	checkers: ['typescript'],
	tsconfigFile: 'tsconfig.json',
	coverageAnalysis: 'perTest',
	concurrency: 2,
	ignorePatterns: ['/demo-output', '/dist', '/coverage', '/bench'],
	tempDirName: 'coverage/mutation',
	reporters: ['clear-text', 'progress-append-only', 'json'],
	jsonReporter: { fileName: 'coverage/mutation.json' },
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
};
