const turns = new Map<unknown, Promise<unknown>>();

/**
 * Does `work` when nobody else in this process does any for the same key.
 *
 * @param key an entry of the ledger, which two items or two calls of an agent may share; or the ID of an order,
 * which two executions may have been given
 */
export async function oneAtATime<T>(key: unknown, work: () => Promise<T>): Promise<T> {
	const turn = (turns.get(key) ?? Promise.resolve()).then(work);
	const over = turn.catch(() => undefined);
	turns.set(key, over);
	void over.then(() => {
		if (turns.get(key) === over) turns.delete(key);
	});
	return await turn;
}
