import type { INode } from 'n8n-workflow';
import type { Way } from './harness/agent';
import { itemIn, itemsIn, offeredIn, orderIdIn } from './harness/agentAnswers';
import { callTool } from './harness/agentModel';
import { CATALOG, FETCH_ORDER, type Turn, useAgent } from './harness/agentStage';
import { useFastClock } from './harness/fastClock';
import { useStage } from './harness/setup';

const stage = useStage();
const { photoCalls, stagePhoto, talk, tryToTalk } = useAgent(stage);

beforeEach(() => {
	useFastClock();
});

/** How often each order of the sandbox was submitted. */
const submits = () => stage.sandbox.orders.map((order) => order.submits);
const SHORT = 1500;
const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };

const WAYS: Array<{ way: Way; who: string }> = [
	{ way: 'called', who: 'an agent that calls its tools itself (Agent 1 and 2)' },
	{ way: 'requested', who: 'an agent that lets the engine run its tools (Agent 3)' },
];

describe.each(WAYS)('$who', ({ way }) => {
	it('reads what the tool does, what it costs, and what each argument means', async () => {
		const { tools } = await talk(way, []);
		expect(tools).toEqual([
			{
				name: 'Stage_photo',
				description: expect.stringMatching(/^Furnishes the photo of one empty room.*costs money/),
				arguments: {
					imageUrl: { type: 'string', description: 'The address of the photo' },
					space: { type: 'string', description: 'The room on the photo, such as Living Room' },
					style: { type: 'string', description: 'How to furnish it, such as Modern' },
				},
				required: ['imageUrl', 'space', 'style'],
			},
		]);
		expect(stage.calls()).toEqual([]);
	});

	it('stages a photo by its address, with names, and reads a short answer without the picture', async () => {
		const { heard } = await talk(way, [(so) => [stagePhoto(so)]]);
		expect(itemIn(heard[0])).toMatchObject({
			order_id: stage.sandbox.orders[0]?.order_id,
			status: 'finished',
			style: 'Modern',
			after_src: expect.stringMatching(/^http.*\/aihd-after\//),
		});
		expect(heard[0]?.length).toBeLessThan(SHORT);
		expect(heard[0]).not.toMatch(/binary|base64|mimeType/);
		expect(photoCalls()).toEqual(['GET /room.jpg']);
		expect(submits()).toEqual([1]);
	});

	it('that repeats itself gets the same order, and pays nothing more; another style is another order', async () => {
		const { heard } = await talk(way, [
			(so) => [stagePhoto(so)],
			(so) => [stagePhoto(so, { style: 'Modern' })],
			(so) => [stagePhoto(so, { style: 'Industrial' })],
		]);
		const [first, again, other] = heard.map((answer) => itemIn(answer).order_id);
		expect(again).toBe(first);
		expect(stage.sandbox.orders.map(({ order_id }) => order_id)).toEqual([first, other]);
		expect(submits()).toEqual([1, 1]);
	});

	it('that makes the same call twice at the same time pays one order', async () => {
		const { heard } = await talk(way, [(so) => [stagePhoto(so), stagePhoto(so)]]);
		const id = stage.sandbox.orders[0]?.order_id;
		expect(heard.map((answer) => itemIn(answer).order_id)).toEqual([id, id]);
		expect(submits()).toEqual([1]);
	});

	it('that makes different calls at the same time gets to each its own order', async () => {
		const { heard } = await talk(way, [
			(so) => [stagePhoto(so), stagePhoto(so, { style: 'Industrial' })],
		]);
		const items = heard.map(itemIn);
		expect(items.map(({ style }) => style)).toEqual(['Modern', 'Industrial']);
		expect(new Set(items.map(({ order_id }) => order_id)).size).toBe(2);
		expect(submits()).toEqual([1, 1]);
	});

	it.each<Partial<INode>>([{}, { onError: 'stopWorkflow' }])(
		'that has several items of its own still gets one order for one call (%j)',
		async (settings) => {
			const { heard } = await talk(way, [(so) => [stagePhoto(so)]], { agentItems: 3, settings });
			expect(itemIn(heard[0])).toMatchObject({ status: 'finished' });
			expect(submits()).toEqual([1]);
		},
	);

	it.each<{ name: string; settings: Partial<INode> }>([
		{ name: 'not set', settings: {} },
		{ name: 'Continue', settings: CONTINUE },
	])(
		'that names a wrong style is told the right ones before anything is paid, and picks one (On Error: $name)',
		async ({ settings }) => {
			const { heard } = await talk(
				way,
				[
					(so) => [stagePhoto(so, { style: 'Spaceship' })],
					(so) => {
						expect(stage.sandbox.orders).toEqual([]);
						return [stagePhoto(so, { style: offeredIn(so.answers[0]?.[0])[3] ?? 'none' })];
					},
				],
				{ settings },
			);
			expect(heard[0]).toContain("'Spaceship' is not a style for Living Room");
			expect(itemIn(heard[1])).toMatchObject({ status: 'finished', style: 'Scandinavian' });
			expect(submits()).toEqual([1]);
		},
	);

	it("that runs wild is stopped by 'Max Orders'", async () => {
		const styles = ['Modern', 'Industrial', 'Farmhouse', 'Hampton', 'Prime'];
		const { heard } = await talk(
			way,
			styles.map(
				(style): Turn =>
					(so) => [stagePhoto(so, { style })],
			),
			{ parameters: { options: { maxOrders: 2 } }, settings: CONTINUE },
		);
		const refused = expect.stringContaining(
			"'Max Orders' allows 2 in one execution, of which 2 are made",
		);
		expect(heard.map(itemIn)).toEqual([
			expect.objectContaining({ status: 'finished' }),
			expect.objectContaining({ status: 'finished' }),
			expect.objectContaining({ error: refused }),
			expect.objectContaining({ error: refused }),
			expect.objectContaining({ error: refused }),
		]);
		expect(submits()).toEqual([1, 1]);
	});

	it("that asks for too much at the same time is stopped by 'Max Orders'", async () => {
		const styles = ['Modern', 'Industrial', 'Farmhouse', 'Hampton'];
		const { heard } = await talk(way, [(so) => styles.map((style) => stagePhoto(so, { style }))], {
			parameters: { options: { maxOrders: 2 } },
			settings: CONTINUE,
		});
		expect(heard.filter((answer) => itemIn(answer).status === 'finished')).toHaveLength(2);
		expect(heard.filter((answer) => answer.includes("'Max Orders' allows 2"))).toHaveLength(2);
		expect(submits()).toEqual([1, 1]);
	});

	it('reads the catalog first, free of charge, and stages with what it read there', async () => {
		const { heard, tools } = await talk(
			way,
			[
				(so) => [callTool(so, 'List_spaces', {})],
				(so) => {
					const space = itemsIn(so.answers[0]?.[0]).find(({ title }) => title === 'Bedroom');
					return [callTool(so, 'List_choices', { space: String(space?.name) })];
				},
				(so) => {
					expect(stage.sandbox.orders).toEqual([]);
					const { items } = itemIn(so.answers[1]?.[0]);
					const style = Array.isArray(items) ? items[2] : 'none';
					return [stagePhoto(so, { space: 'Bedroom', style: String(style) })];
				},
			],
			{ tools: CATALOG },
		);
		const argumentsOf = (tool: string) =>
			Object.keys(tools.find(({ name }) => name === tool)?.arguments ?? {});
		expect(argumentsOf('List_spaces')).toEqual([]);
		expect(argumentsOf('List_choices')).toEqual(['space']);
		for (const { description } of tools.filter(({ name }) => name.startsWith('List_'))) {
			expect(description).toContain('free of charge');
		}
		expect(itemsIn(heard[0])).toContainEqual({ name: 'space-bedroom', title: 'Bedroom' });
		expect(itemIn(heard[1])).toEqual({
			title: 'style',
			is_optional: false,
			items: expect.arrayContaining(['Modern', 'Contemporary']),
		});
		expect(itemIn(heard[2])).toMatchObject({ space_name: 'space-bedroom', style: 'Contemporary' });
		expect(submits()).toEqual([1]);
	});

	it('need not wait: it fetches the order later, with a second tool', async () => {
		const { heard } = await talk(
			way,
			[
				(so) => [stagePhoto(so)],
				(so) => {
					const orderId = String(itemIn(so.answers[0]?.[0]).order_id);
					return [callTool(so, 'Fetch_order', { orderId })];
				},
			],
			{ parameters: { waitForResult: false }, tools: FETCH_ORDER },
		);
		const [submitted, fetched] = heard.map(itemIn);
		expect(submitted).toMatchObject({ status: 'submitted' });
		expect(submitted).not.toHaveProperty('after_src');
		expect(fetched).toMatchObject({
			order_id: submitted?.order_id,
			status: 'finished',
			after_src: expect.stringMatching(/^http/),
		});
		expect(heard[1]?.length).toBeLessThan(SHORT);
		expect(submits()).toEqual([1]);
	});

	it('whose picture is lost after it paid is told the order ID, and fetches it', async () => {
		stage.sandbox.misbehave({ path: /^\/aihd-after\//, status: 404 });
		const { heard } = await talk(
			way,
			[
				(so) => [stagePhoto(so)],
				(so) => [callTool(so, 'Fetch_order', { orderId: orderIdIn(so.answers[0]?.[0]) })],
			],
			{ settings: {}, tools: FETCH_ORDER },
		);
		expect(itemIn(heard[1])).toMatchObject({ status: 'finished' });
		expect(submits()).toEqual([1]);
	});

	it('whose tool fails after it paid does not pay again under Retry On Fail', async () => {
		stage.sandbox.misbehave({ path: /^\/aihd-after\//, status: 404 });
		const { heard } = await talk(way, [(so) => [stagePhoto(so)]], {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1, onError: 'stopWorkflow' },
		});
		expect(itemIn(heard[0])).toMatchObject({ status: 'finished' });
		expect(stage.calls().filter((call) => call.startsWith('GET /aihd-after/'))).toHaveLength(2);
		expect(submits()).toEqual([1]);
	});
});

describe('a tool that the engine runs', () => {
	it('ends the execution where On Error is Stop, with the right styles in the error', async () => {
		const { model, run } = await tryToTalk(
			'requested',
			[(so) => [stagePhoto(so, { style: 'Spaceship' })]],
			{ settings: { onError: 'stopWorkflow' } },
		);
		const { error } = run.data.resultData;
		expect(model.heard).toEqual([]);
		expect(error?.message).toContain("'Spaceship' is not a style for Living Room");
		expect(offeredIn(error?.message)).toContain('Scandinavian');
		expect(stage.sandbox.orders).toEqual([]);
	});

	it('pays once though n8n keeps its answers back, as under Continue (using error output)', async () => {
		const again: Turn = (so) => [stagePhoto(so)];
		const { heard } = await talk('requested', [again, again], {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(heard).toEqual(['""', '""']);
		expect(submits()).toEqual([1]);
	});
});
