import { type ExecuteContext, RoutingNode } from 'n8n-core';
import {
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { nodeTypesOfPackage } from './run';

/** The node types of this package, also as tools, and an agent that calls them. */
export async function nodeTypesWithAgent(agent: INodeType): Promise<INodeTypes> {
	const types = await nodeTypesOfPackage();
	const tools = new Map<string, INodeType>();
	const find = (type: string, version?: number): INodeType => {
		if (type === 'test.agent') return agent;
		const found = types.getByNameAndVersion(type, version);
		if (!type.endsWith('Tool')) return found;
		const tool = tools.get(type) ?? asTool(found);
		tools.set(type, tool);
		return tool;
	};
	return { ...types, getByName: find, getByNameAndVersion: find };
}

/**
 * Makes a node an agent's tool as the server does it where a node has `usableAsTool` (n8n,
 * tool-generation/ai-tools.js; n8n 1, load-nodes-and-credentials.js).
 */
function asTool(type: INodeType): INodeType {
	const { usableAsTool, ...description } = type.description;
	if (usableAsTool !== true) throw new Error(`${description.name} cannot be used as a tool`);
	const hasDescription = description.properties.some(({ name }) => name === 'toolDescription');
	return {
		...type,
		description: {
			...description,
			name: `${description.name}Tool`,
			displayName: `${description.displayName} Tool`,
			inputs: [],
			outputs: [NodeConnectionTypes.AiTool],
			properties: hasDescription
				? description.properties
				: [...toolProperties(description.description), ...description.properties],
		},
		// In the older way `this` is a `SupplyDataContext`; n8n's server calls it an `ExecuteContext` too.
		async execute(this: ExecuteContext) {
			return (await new RoutingNode(this, type).runNode()) ?? [];
		},
	};
}

function toolProperties(description: string): INodeProperties[] {
	return [
		{
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		},
		{
			displayName: 'Description',
			name: 'toolDescription',
			type: 'string',
			default: description,
			required: true,
			displayOptions: { show: { descriptionType: ['manual'] } },
		},
	];
}
