/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { Gate, gateOf, type Pass } from '../../nodes/AiHomeDesign/run/gate';
import { clock } from '../../nodes/shared/clock';
import { Abandoned, Failure } from '../../nodes/shared/failure';
import { useFastClock } from '../engine/harness/fastClock';

const refusal = (retryAfter?: number) => new Failure('too many', 'Wait.', {}, retryAfter);

let gate: Gate;
let pauses: number[];
let waits: number[];

beforeEach(() => {
	gate = new Gate();
	pauses = useFastClock();
	waits = [];
});

const enter = async ({ signal = new AbortController().signal, within = Infinity } = {}) =>
	await gate.enter({
		signal,
		deadline: clock.now() + within,
		onWait: (until) => waits.push(until - clock.now()),
	});

async function pass(): Promise<Pass> {
	const given = await enter();
	if (given === undefined) throw new Error('there was no place');
	return given;
}

/** @returns whether it is still waiting, once all that is under way has come to rest */
async function isWaiting(entering: Promise<unknown>): Promise<boolean> {
	const nothingYet = Symbol('nothing yet');
	const later = new Promise((resolve) => setImmediate(resolve, nothingYet));
	return (await Promise.race([entering, later])) === nothingYet;
}

describe('the gate', () => {
	it('lets everybody through while nobody was refused', async () => {
		const [first, second] = [await pass(), await pass()];
		expect([first.isScout, second.isScout, gate.isClosed]).toEqual([false, false, false]);
		first.taken();
		second.over();
		expect((await pass()).isScout).toBe(false);
		expect([pauses, waits]).toEqual([[], []]);
	});

	it('is closed for as long as a 429 says, and tells who waits until when', async () => {
		const words = refusal(77);
		(await pass()).limited(words);
		expect([gate.isClosed, gate.lastRefusal]).toEqual([true, words]);
		expect((await pass()).isScout).toBe(true);
		expect([pauses, waits]).toEqual([[77], [77]]);
	});

	it('makes nobody wait whom it would let go at once', async () => {
		(await pass()).limited(refusal(5));
		await clock.pause(4);
		expect(gate.isClosed).toBe(true);
		await clock.pause(1);
		expect(gate.isClosed).toBe(false);
		const scout = await pass();
		expect(gate.isClosed).toBe(true);
		scout.over();
		expect(gate.isClosed).toBe(false);
	});

	it('lets only one go after that, and the others when it got in', async () => {
		(await pass()).limited(refusal(1));
		const scout = await pass();
		expect(gate.isClosed).toBe(true);
		const others = [pass(), pass()];
		expect(await isWaiting(Promise.any(others))).toBe(true);
		scout.taken();
		const passes = await Promise.all(others);
		expect(passes.map(({ isScout }) => isScout)).toEqual([false, false]);
		expect([gate.isClosed, pauses]).toEqual([false, [1]]);
	});

	it('lets another one go first when the first one learned nothing', async () => {
		(await pass()).limited(refusal(5));
		const scout = await pass();
		const others = [pass(), pass()];
		scout.over();
		const next = await Promise.any(others);
		expect(next.isScout).toBe(true);
		expect(await isWaiting(Promise.all(others))).toBe(true);
		next.taken();
		expect((await Promise.all(others)).map(({ isScout }) => isScout).sort()).toEqual([false, true]);
	});

	it('stays closed when the first one is refused', async () => {
		(await pass()).limited(refusal(5));
		const scout = await pass();
		const other = pass();
		scout.limited(refusal(9));
		expect((await other).isScout).toBe(true);
		expect(pauses).toEqual([5, 9]);
	});

	it('waits longer each time where no time is said, up to five minutes, and begins anew', async () => {
		for (let time = 1; time <= 7; time += 1) (await pass()).limited(refusal());
		(await pass()).taken();
		expect(pauses).toEqual([15, 30, 60, 120, 240, 300, 300]);
		(await pass()).limited(refusal());
		(await pass()).over();
		expect(pauses.at(-1)).toBe(15);
	});

	it.each([
		['less than a second says nothing', 0.99, 15],
		['a second says something', 1, 1],
	])('%s', async (_name, asked, waited) => {
		(await pass()).limited(refusal(asked));
		await pass();
		expect(pauses).toEqual([waited]);
	});

	it('waits once for many that were refused together', async () => {
		const together = [await pass(), await pass(), await pass()];
		for (const one of together) one.limited(refusal());
		(await pass()).limited(refusal());
		await pass();
		expect(pauses).toEqual([15, 30]);
	});

	it('waits for the longest that is asked for', async () => {
		const together = [await pass(), await pass(), await pass()];
		[20, 50, 30].forEach((asked, index) => together[index]?.limited(refusal(asked)));
		await pass();
		expect(pauses).toEqual([50]);
	});

	it('is not opened by one that got in before the 429', async () => {
		const [early, late] = [await pass(), await pass()];
		late.limited(refusal(60));
		early.taken();
		expect(gate.isClosed).toBe(true);
		expect((await pass()).isScout).toBe(true);
		expect(pauses).toEqual([60]);
	});

	it('hears of each one once: what is said later frees nobody', async () => {
		(await pass()).limited(refusal(5));
		const first = await pass();
		first.over();
		const second = await pass();
		first.over();
		const third = pass();
		expect([second.isScout, await isWaiting(third)]).toEqual([true, true]);
		second.taken();
		await third;
	});

	it('does not let wait who would come too late', async () => {
		(await pass()).limited(refusal(60));
		expect(await enter({ within: 59 })).toBeUndefined();
		expect([pauses, waits]).toEqual([[], []]);
		expect(await enter({ within: 60 })).toBeDefined();
	});

	it('lets nobody through whose run is over, nor keeps them waiting', async () => {
		await expect(enter({ signal: AbortSignal.abort() })).rejects.toThrow(Abandoned);
		(await pass()).limited(refusal(5));
		const scout = await pass();
		const controller = new AbortController();
		const waiting = enter({ signal: controller.signal });
		expect(await isWaiting(waiting)).toBe(true);
		controller.abort();
		await expect(waiting).rejects.toThrow(Abandoned);
		scout.taken();
	});

	it('is one for each account', () => {
		expect(gateOf('a')).toBe(gateOf('a'));
		expect(gateOf('a')).not.toBe(gateOf('b'));
	});
});
