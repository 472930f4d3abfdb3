import { Listr } from 'listr2';

/**
 * Shows a piece of work while it goes on, and how long it took: animated on a terminal, as plain
 * lines elsewhere.
 * @param work gets a function that shows a line on how far it is
 * @returns what the work gives
 */
export async function step<Result>(
	title: string,
	work: (report: (progress: string) => void) => Promise<Result>,
): Promise<Result> {
	let report: (progress: string) => void = () => {};
	const start = Date.now();
	const result = work((progress) => report(progress));
	const steps = new Listr(
		[
			{
				title,
				task: async (_context, task) => {
					report = (progress) => {
						if (task.output !== progress) task.output = progress;
					};
					await result.catch(() => {
						throw new Error('see below');
					});
					task.title = `${title} (${((Date.now() - start) / 1000).toFixed(1)} s)`;
				},
			},
		],
		{
			/* The error itself is told by whoever waits for the result. */
			exitOnError: false,
			rendererOptions: { showErrorMessage: false },
			fallbackRenderer: 'simple',
			registerSignalListeners: false,
		},
	);
	await steps.run();
	return await result;
}
