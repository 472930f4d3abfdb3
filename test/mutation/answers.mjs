// Mutants that no test notices, and why none can or needs to: each leaves what the node does as it is.
export const ANSWERS = [
	{
		file: 'run/gate.ts',
		line: 'if (retryAfter !== undefined && retryAfter >= SHORTEST_PAUSE) {',
		code: 'retryAfter !== undefined',
		becomes: 'true',
		why: 'undefined is not at least a second either; the comparison is there for the compiler.',
	},
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
];
