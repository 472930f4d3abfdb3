const turns = new Map<string, Promise<unknown>>();

/**
 * Does `work` for a key when nobody else in this process does any for it: two executions may have been given
 * the same order.
 */
export async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
	const turn = (turns.get(key) ?? Promise.resolve()).then(work);
	const over = turn.catch(() => undefined);
	turns.set(key, over);
	void over.then(() => {
		if (turns.get(key) === over) turns.delete(key);
	});
	return await turn;
}
