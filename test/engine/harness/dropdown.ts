import { ExecuteContext, LoadOptionsContext, RoutingNode } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyRouting,
	type INodeTypeDescription,
	type INodeTypes,
	NodeHelpers,
	Workflow,
} from 'n8n-workflow';
import { additionalDataFor, nodeTypesOfPackage } from './run';

/** One entry of a dropdown. */
export interface Entry {
	name: string;
	value: string;
}

const TYPE = 'n8n-nodes-aihomedesign.aiHomeDesign';

/**
 * Fills a dropdown as the server does it (n8n, dynamic-node-parameters.service.js): the routing of the
 * displayed parameter runs in a `RoutingNode` on one empty item, with only that routing as its property.
 *
 * @param parameters what is set in the editor so far
 * @param name the parameter whose list is opened
 */
export async function openDropdown(
	credential: ICredentialDataDecryptedObject,
	parameters: INodeParameters,
	name: string,
): Promise<Entry[]> {
	const { nodeTypes, node } = await editorWith(parameters);
	const type = nodeTypes.getByNameAndVersion(TYPE);
	const property = type.description.properties.find(
		(candidate) =>
			candidate.name === name &&
			NodeHelpers.displayParameter(node.parameters, candidate, node, type.description),
	);
	const routing = property?.typeOptions?.loadOptions?.routing;
	if (routing === undefined) throw new Error(`${name} has no list here`);
	const filled = await runRouting(
		credential,
		parameters,
		routing,
		type.description.requestDefaults,
	);
	return filled.map(({ json }) => toEntry(json));
}

/**
 * Fills a dropdown that a method of the node fills.
 *
 * @param path where the dropdown stands, such as "parameters.options.additionalWidgets.widget[0].itemId"
 */
export async function openMethodDropdown(
	credential: ICredentialDataDecryptedObject,
	parameters: INodeParameters,
	method: 'getWidgetItems' | 'getWidgets',
	path: string,
): Promise<Entry[]> {
	const { nodeTypes, workflow, node } = await editorWith(parameters);
	const additionalData = await additionalDataFor(credential, 'dropdown');
	const context = new LoadOptionsContext(
		workflow,
		node,
		{ ...additionalData, currentNodeParameters: node.parameters },
		path,
	);
	const load = nodeTypes.getByNameAndVersion(TYPE).methods?.loadOptions?.[method];
	if (load === undefined) throw new Error(`${method} does not exist`);
	return (await load.call(context)).map(toEntry);
}

/**
 * Runs one routing on one empty item, as the server does it for a dropdown or a credential's test: in a
 * `RoutingNode` of a node that has nothing else.
 */
export async function runRouting(
	credential: ICredentialDataDecryptedObject,
	parameters: INodeParameters,
	routing: INodePropertyRouting,
	requestDefaults?: INodeTypeDescription['requestDefaults'],
): Promise<INodeExecutionData[]> {
	const { nodeTypes, workflow, node } = await editorWith(parameters);
	const type = nodeTypes.getByNameAndVersion(TYPE);
	const context = new ExecuteContext(
		workflow,
		node,
		await additionalDataFor(credential, 'editor'),
		'internal',
		createRunExecutionData({}),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, source: null, data: {} },
		[],
	);
	const onlyProperty: INodeProperties = {
		displayName: '',
		name: '',
		type: 'string',
		default: '',
		routing,
	};
	const result = await new RoutingNode(context, {
		...type,
		description: { ...type.description, requestDefaults, properties: [onlyProperty] },
	}).runNode();
	return result?.[0] ?? [];
}

async function editorWith(
	parameters: INodeParameters,
): Promise<{ nodeTypes: INodeTypes; workflow: Workflow; node: INode }> {
	const nodeTypes = await nodeTypesOfPackage();
	const node: INode = {
		id: 'node',
		name: 'Temp-Node',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...parameters },
		credentials: { aiHomeDesignApi: { id: '1', name: 'Sandbox' } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return { nodeTypes, workflow, node: workflow.getNode('Temp-Node') ?? node };
}

function toEntry({ name, value }: { name?: unknown; value?: unknown }): Entry {
	return { name: String(name), value: String(value) };
}
