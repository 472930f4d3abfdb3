/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { oneAtATime } from '../../nodes/AiHomeDesign/run/oneAtATime';

let log: string[];
let ends: Map<string, () => void>;

beforeEach(() => {
	log = [];
	ends = new Map();
});

/** Work that notes when it begins and ends, and lasts until `end` is told its name. */
const work = (name: string) => async () => {
	log.push(`${name} begins`);
	await new Promise<void>((resolve) => ends.set(name, resolve));
	log.push(`${name} ends`);
	return name;
};

/** Ends a piece of work, and waits until all that follows from it has come to rest. */
async function end(name: string): Promise<void> {
	ends.get(name)?.();
	await rest();
}

async function rest(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}

describe('one at a time', () => {
	it('does the work of one key in turn, and gives each its own result', async () => {
		const key = {};
		const all = ['first', 'second', 'third'].map(async (name) => await oneAtATime(key, work(name)));
		await rest();
		expect(log).toEqual(['first begins']);
		await end('first');
		expect(log).toEqual(['first begins', 'first ends', 'second begins']);
		await end('second');
		await end('third');
		expect(await Promise.all(all)).toEqual(['first', 'second', 'third']);
	});

	it('does the work of different keys side by side', async () => {
		const both = [oneAtATime('a', work('a')), oneAtATime('b', work('b'))];
		await rest();
		expect(log).toEqual(['a begins', 'b begins']);
		await end('a');
		await end('b');
		expect(await Promise.all(both)).toEqual(['a', 'b']);
	});

	it('goes on after work that failed, and tells only the one whose work it was', async () => {
		const failing = oneAtATime('c', async () => await Promise.reject(new Error('no')));
		const next = oneAtATime('c', work('next'));
		await expect(failing).rejects.toThrow('no');
		await rest();
		await end('next');
		expect(await next).toBe('next');
	});

	it('lets who comes after the first one is over wait for the second', async () => {
		const first = oneAtATime('d', work('first'));
		const second = oneAtATime('d', work('second'));
		await rest();
		await end('first');
		const third = oneAtATime('d', work('third'));
		await rest();
		expect(log).toEqual(['first begins', 'first ends', 'second begins']);
		await end('second');
		await end('third');
		expect(await Promise.all([first, second, third])).toEqual(['first', 'second', 'third']);
	});

	it('forgets a key once its work is over', async () => {
		const key = await aKeyThatHadWork();
		await rest();
		collectGarbage();
		expect(key.deref()).toBeUndefined();
	});
});

async function aKeyThatHadWork(): Promise<WeakRef<object>> {
	const key = {};
	await oneAtATime(key, async () => await Promise.resolve());
	return new WeakRef(key);
}

function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	const collect: unknown = runInNewContext('gc');
	if (typeof collect === 'function') collect();
}
