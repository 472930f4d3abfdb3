import type { INodeParameters, IRun } from 'n8n-workflow';
import { runAgent, type ToolNode, type Way } from './agent';
import { callTool, FakeModel, type Talk, type ToolCall } from './agentModel';
import { type Middleman, startServer } from './middlemen';
import { drawPhoto } from './photo';
import { credentialFor } from './run';
import type { Stage } from './setup';

/** A staging as a user sets it up for an agent, which fills in what it knows from its talk. */
const STAGE_PHOTO: INodeParameters = {
	imageSource: 'url',
	imageUrl: "={{ $fromAI('imageUrl', 'The address of the photo', 'string') }}",
	space: "={{ $fromAI('space', 'The room on the photo, such as Living Room', 'string') }}",
	style: "={{ $fromAI('style', 'How to furnish it, such as Modern', 'string') }}",
};

/** A second tool, which fetches an order. */
export const FETCH_ORDER: Record<string, ToolNode> = {
	'Fetch order': {
		parameters: {
			operation: 'get',
			orderId: "={{ $fromAI('orderId', 'The ID of the order', 'string') }}",
		},
	},
};

/** Two more tools, which tell what there is. */
export const CATALOG: Record<string, ToolNode> = {
	'List spaces': {
		parameters: {
			resource: 'catalog',
			operation: 'getSpaces',
			service: 'service-ai-virtual-staging',
		},
	},
	'List choices': {
		parameters: {
			resource: 'catalog',
			operation: 'getWidgets',
			service: 'service-ai-virtual-staging',
			space: "={{ $fromAI('space', 'The title or name of the space', 'string') }}",
		},
	},
};

/** What the tool "Stage photo" has beyond its usual, which other tools there are, and what the agent is handed. */
export interface Setting extends Partial<ToolNode> {
	tools?: Record<string, ToolNode>;
	agentItems?: number;
}

/** The calls that a model asks for in one turn, from what it knows then. */
export type Turn = (talk: Talk) => ToolCall[];

/** An agent that has the tool "Stage photo", and an address with a photo to stage. */
export interface AgentStage {
	/** The call that stages the photo: of a modern living room, unless wanted otherwise. */
	stagePhoto(talk: Talk, wanted?: Record<string, string>): ToolCall;
	/** Has a talk of these turns, in an execution of its own; a talk that ends early is an error. */
	talk(way: Way, turns: Turn[], setting?: Setting): Promise<FakeModel>;
	/** As `talk`, in an execution that may fail. */
	tryToTalk(way: Way, turns: Turn[], setting?: Setting): Promise<{ model: FakeModel; run: IRun }>;
	/** What was asked of the server that has the photo. */
	photoCalls(): string[];
}

/** Sets an agent on the stage, for all tests of a file. */
export function useAgent(stage: Stage): AgentStage {
	let server: Middleman | undefined;
	let executions = 0;
	const photos = (): Middleman => {
		if (server === undefined) throw new Error('the photo is served from beforeAll on');
		return server;
	};
	beforeAll(async () => {
		const photo = await drawPhoto();
		server = await startServer((_request, answer) => {
			answer.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo);
		});
	});
	beforeEach(() => {
		photos().seen.length = 0;
	});
	afterAll(async () => await photos().close());

	const tryToTalk: AgentStage['tryToTalk'] = async (way, turns, setting = {}) => {
		const { parameters = {}, settings, tools = {}, agentItems } = setting;
		const model = new FakeModel((talk) => turns[talk.answers.length]?.(talk) ?? []);
		executions += 1;
		const run = await runAgent({
			credential: credentialFor(stage.sandbox),
			way,
			model,
			tools: {
				'Stage photo': { parameters: { ...STAGE_PHOTO, ...parameters }, settings },
				...tools,
			},
			executionId: `agent-${executions}`,
			agentItems,
		});
		return { model, run };
	};
	return {
		stagePhoto: (talk, wanted = {}) =>
			callTool(talk, 'Stage_photo', {
				imageUrl: `${photos().url}/room.jpg`,
				space: 'Living Room',
				style: 'modern',
				...wanted,
			}),
		tryToTalk,
		talk: async (way, turns, setting) => {
			const { model, run } = await tryToTalk(way, turns, setting);
			if (run.data.resultData.error) throw run.data.resultData.error;
			if (model.answers.length !== turns.length) throw new Error('the talk ended early');
			return model;
		},
		photoCalls: () => [...photos().seen],
	};
}
