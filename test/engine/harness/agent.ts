import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type EngineResponse,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type INode,
	type INodeParameters,
	type INodeType,
	type IRun,
	type ITaskData,
	NodeConnectionTypes,
	Workflow,
} from 'n8n-workflow';
import type { FakeModel } from './agentModel';
import { connectedTools } from './agentTools';
import { nodeTypesWithAgent } from './agentTypes';
import { additionalDataFor } from './run';

/**
 * The two ways in which n8n runs a tool. "called": the agent calls it inside its own run (Agent up to 2, an
 * agent that is itself a tool, MCP Server Trigger). "requested": the agent hands its calls to the engine, which
 * runs the tool's node, one call after the other, and comes back to the agent (Agent 3).
 */
export type Way = 'called' | 'requested';

/** What a test wants an agent to do. */
export interface WantedTalk {
	credential: ICredentialDataDecryptedObject;
	way: Way;
	model: FakeModel;
	/** The nodes that are its tools, by their names. */
	tools: Record<string, ToolNode>;
	executionId: string;
	/** How many items the agent itself is handed; it has its talk for the first of them. */
	agentItems?: number;
}

/** A node as a tool: its parameters, and its settings, such as `onError`. */
export interface ToolNode {
	parameters: INodeParameters;
	settings?: Partial<INode>;
}

/** @returns the whole execution, in which the agent has had its talk with the model */
export async function runAgent(wanted: WantedTalk): Promise<IRun> {
	const nodeTypes = await nodeTypesWithAgent(agentOf(wanted));
	const tools = Object.entries(wanted.tools).map(([name, { parameters, settings }]) => ({
		...nodeOf(name, 'n8n-nodes-aihomedesign.aiHomeDesignTool'),
		parameters,
		credentials: { aiHomeDesignApi: { id: '1', name: 'Sandbox' } },
		...settings,
	}));
	const agent = nodeOf('Agent', 'test.agent');
	const connectionTo = (type: 'ai_tool' | 'main') => ({
		[type]: [[{ node: agent.name, type, index: 0 }]],
	});
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [nodeOf('Before', 'test.start'), agent, ...tools],
		connections: {
			Before: connectionTo('main'),
			...Object.fromEntries(tools.map(({ name }) => [name, connectionTo('ai_tool')])),
		},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const items = Array.from({ length: wanted.agentItems ?? 1 }, (_, item) => ({
		json: { chatInput: `Furnish room ${item}, please.` },
	}));
	const ran: ITaskData = {
		startTime: 0,
		executionTime: 0,
		executionIndex: 0,
		executionStatus: 'success',
		source: [],
		data: { main: [items] },
	};
	const source = [{ previousNode: 'Before', previousNodeOutput: 0, previousNodeRun: 0 }];
	const runData = createRunExecutionData({
		resultData: { runData: { Before: [ran] } },
		executionData: {
			nodeExecutionStack: [
				{
					node: workflow.getNode(agent.name) ?? agent,
					data: { main: [items] },
					source: { main: source },
				},
			],
		},
	});
	const additionalData = await additionalDataFor(wanted.credential, wanted.executionId);
	return await new WorkflowExecute(additionalData, 'manual', runData).processRunExecutionData(
		workflow,
	);
}

function nodeOf(name: string, type: string): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} };
}

/** An agent that does what n8n's own does for its tools, and nothing else. */
function agentOf({ model, way }: WantedTalk): INodeType {
	return {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: "Stands in for n8n's AI Agent",
			defaults: { name: 'Agent' },
			inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute: way === 'called' ? callingAgent(model) : requestingAgent(model),
	};
}

/**
 * Calls its tools itself, those of one turn at the same time. Of one that throws its model hears nothing
 * (LangChain's AgentExecutor, on which Agent 1 and 2 are built).
 */
function callingAgent(model: FakeModel): INodeType['execute'] {
	return async function (this: IExecuteFunctions) {
		const tools = await connectedTools(this);
		model.tools = tools.map(({ seen }) => seen);
		for (let calls = model.next(); calls.length > 0; calls = model.next()) {
			const answers = calls.map(async ({ tool: name, args }) => {
				const tool = tools.find((candidate) => candidate.name === name);
				if (tool === undefined) throw new Error(`no tool ${name}`);
				return await tool.invoke(args).catch(() => '');
			});
			model.answers.push(await Promise.all(answers));
		}
		return [[{ json: {} }]];
	};
}

/** Asks the engine for what the model wants, and is run again when that is done. */
function requestingAgent(model: FakeModel): INodeType['execute'] {
	return async function (this: IExecuteFunctions, response?: EngineResponse) {
		const tools = await connectedTools(this);
		model.tools = tools.map(({ seen }) => seen);
		const answered = response?.actionResponses ?? [];
		if (answered.length > 0) model.answers.push(answered.map(({ data }) => answerOf(data)));
		const calls = model.next();
		if (calls.length === 0) return [[{ json: {} }]];
		return {
			actions: calls.map(({ tool, args }, call) => ({
				actionType: 'ExecutionNodeAction',
				nodeName: tools.find(({ name }) => name === tool)?.nodeName ?? '',
				input: args,
				type: NodeConnectionTypes.AiTool,
				id: `call-${model.answers.length}-${call}`,
				metadata: { itemIndex: 0 },
			})),
			metadata: {},
		};
	};
}

/** What n8n's agent lets the model read of a node's run (n8n-nodes-langchain, agent-execution/buildSteps.js). */
function answerOf({ data, error }: ITaskData): string {
	const items = data?.ai_tool?.[0] ?? [];
	if (items.length > 0) return JSON.stringify(items.map(({ json }) => json));
	return JSON.stringify(error ? { error: error.message, errorType: error.name } : '');
}
