// Programs of the benchmark that run beside it, and answer one message with one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Starts a program of this folder, which says something once it is ready.
 *
 * @returns `ready`, what it said; `pid`; `ask`, which sends it something and gives its answer; `close`
 */
export async function startChild(file, words = [], execArgv = []) {
	const program = fork(join(import.meta.dirname, file), words.map(String), { execArgv });
	const end = new AbortController();
	const ended = once(program, 'exit').finally(() => end.abort());
	const next = async () => {
		try {
			const [message] = await once(program, 'message', { signal: end.signal });
			return message;
		} catch (cause) {
			throw new Error(`${file} ended before it answered`, { cause });
		}
	};
	const ready = await next();
	return {
		ready,
		pid: program.pid,
		ask: async (wish) => {
			const answer = next();
			program.send(wish);
			return await answer;
		},
		close: async () => {
			program.kill();
			await ended;
		},
	};
}
