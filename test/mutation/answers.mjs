// Mutants that no test notices, and why none can or needs to: each leaves what the node does as it is.
export const ANSWERS = [
	{
		file: 'run/gate.ts',
		line: "signal.addEventListener('abort', () => resolve(), { once: true });",
		code: '{ once: true }',
		becomes: '{}',
		why: 'Without it the listener stays until the run is over, when its signal is let go; it does nothing twice.',
	},
	{
		file: 'run/gate.ts',
		line: "signal.addEventListener('abort', () => resolve(), { once: true });",
		code: 'true',
		becomes: 'false',
		why: 'As before.',
	},
	{
		file: 'run/ledger.ts',
		line: 'olderImages: string[] = [];',
		code: '[]',
		becomes: '["Stryker was here"]',
		why: 'No picture has that ID.',
	},
	{
		file: 'run/ledger.ts',
		line: 'const place = isShared ? [] : [runOf(context), context.getItemIndex()];',
		code: '[]',
		becomes: '["Stryker was here"]',
		why: 'All shared keys begin with it then, and are told apart as before.',
	},
	{
		file: 'run/ledger.ts',
		line: 'if (now - touchedAt > LONGEST_MEMORY) executions.delete(oldId);',
		code: 'now - touchedAt > LONGEST_MEMORY',
		becomes: 'now - touchedAt >= LONGEST_MEMORY',
		why: 'Nobody can tell whether an execution is forgotten in the last moment of a day or in the next.',
	},
];
