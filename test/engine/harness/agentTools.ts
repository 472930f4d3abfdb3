/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { createRequire } from 'node:module';
import { type IDataObject, type IExecuteFunctions, NodeConnectionTypes } from 'n8n-workflow';
import type { SeenTool } from './agentModel';

/** A tool as n8n-core hands it to an agent: one of LangChain's. */
export interface AgentTool {
	name: string;
	/** The node behind it. */
	nodeName: string;
	/** What a model is told of it. */
	seen: SeenTool;
	invoke(args: IDataObject): Promise<string>;
}

interface LangChainTool {
	name: string;
	invoke(args: IDataObject): Promise<unknown>;
}

/** LangChain's own translation for chat models that speak OpenAI's language; n8n-core brings LangChain. */
interface FunctionCalling {
	convertToOpenAITool(tool: LangChainTool): {
		function: {
			name: string;
			description?: string;
			parameters: { properties?: SeenTool['arguments']; required?: string[] };
		};
	};
}

const fromCore = createRequire(require.resolve('n8n-core'));

/** @returns the tools that are connected to an agent, wrapped by n8n-core itself */
export async function connectedTools(agent: IExecuteFunctions): Promise<AgentTool[]> {
	const tools: unknown = await agent.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
	const nodes = agent.getParentNodes(agent.getNode().name, {
		connectionType: NodeConnectionTypes.AiTool,
		depth: 1,
	});
	if (!Array.isArray(tools) || !tools.every(isTool)) throw new Error('these are no tools');
	return tools.map((tool, index) => ({
		name: tool.name,
		nodeName: nodes[index]?.name ?? '',
		seen: describe(tool),
		invoke: async (args) => {
			const answer = await tool.invoke(args);
			if (typeof answer !== 'string') throw new Error('a tool answers with text');
			return answer;
		},
	}));
}

function describe(tool: LangChainTool): SeenTool {
	const calling: FunctionCalling = fromCore('@langchain/core/utils/function_calling');
	const { name, description = '', parameters } = calling.convertToOpenAITool(tool).function;
	const { properties = {}, required = [] } = parameters;
	return { name, description, arguments: properties, required };
}

function isTool(value: unknown): value is LangChainTool {
	return (
		typeof value === 'object' &&
		value !== null &&
		'name' in value &&
		typeof value.name === 'string' &&
		'invoke' in value &&
		typeof value.invoke === 'function'
	);
}
