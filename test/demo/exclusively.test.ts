/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { mkdir, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exclusively } from '../../demo/n8n/exclusively';

let folder: string;
let lock: string;
const { signal } = new AbortController();

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'exclusively-'));
	lock = join(folder, 'lock');
});

afterEach(async () => await rm(folder, { recursive: true }));

test('two at once work one after the other', async () => {
	const events: string[] = [];
	const work = (name: string) => async () => {
		events.push(`${name} starts`);
		await sleep(20);
		events.push(`${name} ends`);
	};
	await Promise.all([
		exclusively(lock, () => {}, signal, work('one')),
		exclusively(lock, () => {}, signal, work('other')),
	]);
	expect(events.map((event) => event.split(' ')[1])).toEqual(['starts', 'ends', 'starts', 'ends']);
});

test('work that fails gives the lock back', async () => {
	const failing = exclusively(
		lock,
		() => {},
		signal,
		async () => {
			await Promise.reject(new Error('no'));
		},
	);
	await expect(failing).rejects.toThrow('no');
	await expect(
		exclusively(
			lock,
			() => {},
			signal,
			async () => 'done',
		),
	).resolves.toBe('done');
});

test('a lock without a sign of life is taken over', async () => {
	await mkdir(lock);
	const aMinuteAgo = new Date(Date.now() - 60_000);
	await utimes(lock, aMinuteAgo, aMinuteAgo);
	const wait = jest.fn();
	await exclusively(lock, wait, signal, async () => {});
	expect(wait).not.toHaveBeenCalled();
});

test('waiting ends when it is stopped', async () => {
	await mkdir(lock);
	const stop = new AbortController();
	const waiting = exclusively(
		lock,
		() => stop.abort(new Error('stopped')),
		stop.signal,
		async () => {},
	);
	await expect(waiting).rejects.toThrow();
});
