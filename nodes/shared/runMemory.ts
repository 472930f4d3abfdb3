import type { IExecuteData } from 'n8n-workflow';

/** Does `work` for a key once in a run, and gives its result to all items that ask. */
export type OnceInRun<T> = (run: IExecuteData, key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Makes a memory for one kind of work. n8n starts the hooks of all items of a run at once and gives them all
 * the same `executeData` (n8n-core, routing-node.js), which it keeps when Retry On Fail runs the node again;
 * the memory goes when n8n lets go of it. What fails is forgotten at once, so that a retry asks again.
 */
export function onceInRun<T>(): OnceInRun<T> {
	const runs = new WeakMap<IExecuteData, Map<string, Promise<T>>>();
	return async (run, key, work) => {
		const known = runs.get(run) ?? new Map<string, Promise<T>>();
		runs.set(run, known);
		const result = known.get(key) ?? work();
		known.set(key, result);
		result.catch(() => {
			if (known.get(key) === result) known.delete(key);
		});
		return await result;
	};
}
