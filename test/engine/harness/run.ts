import { Container } from '@n8n/di';
import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	NodeConnectionTypes,
	UnexpectedError,
	Workflow,
} from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox';
import { OneCredential } from './credentials';
import { loadPackage } from './packageLoader';

/** What a test wants to run. */
export interface Wanted {
	credential: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	/** The node's settings, such as `onError`. */
	settings?: Partial<INode>;
	/** The items that the node before hands over; one empty item by default. */
	items?: INodeExecutionData[];
	/** The execution that the run belongs to; a new one by default. */
	executionId?: string;
	/** How often the node ran before in this execution: a loop, or an agent that called it as a tool. */
	runIndex?: number;
	/** Whether the execution goes on after this run, so that n8n does not say yet that it is over. */
	goesOn?: boolean;
	/** Called with what cancels the execution, once it runs. */
	onStart?: (cancel: () => void) => void;
}

/** What came out of the node. */
export interface Outcome {
	/** The items at its main output. */
	items: INodeExecutionData[];
	/** The items at its second output, where On Error is "Continue (using error output)". */
	errorItems: INodeExecutionData[];
	error?: ITaskData['error'];
	run: IRun;
}

let executions = 0;

/** n8n never uses an ID twice, and n8n 1 does not tell the node that an execution is over. */
function newExecutionId(): string {
	executions += 1;
	return `execution-${executions}`;
}

/** @returns a credential for the sandbox */
export function credentialFor({ url, apiKey }: Sandbox): ICredentialDataDecryptedObject {
	return { apiKey, baseUrl: url };
}

/**
 * Runs the node through n8n's real engine: `WorkflowExecute`, and `RoutingNode` for its routing, set up as
 * the server does it for a declarative node (n8n, node-types.js).
 */
export async function runNode(wanted: Wanted): Promise<Outcome> {
	const {
		items = [{ json: {} }],
		settings = {},
		executionId = newExecutionId(),
		runIndex = 0,
	} = wanted;
	const nodeTypes = await nodeTypesOfPackage();
	const node: INode = {
		id: 'node',
		name: 'AI HomeDesign',
		type: 'n8n-nodes-aihomedesign.aiHomeDesign',
		typeVersion: 1,
		position: [0, 0],
		parameters: wanted.parameters,
		credentials: { aiHomeDesignApi: { id: '1', name: 'Sandbox' } },
		...settings,
	};
	const before: INode = {
		id: 'before',
		name: 'Before',
		type: 'test.start',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [before, node],
		connections: {
			Before: { main: [[{ node: node.name, type: NodeConnectionTypes.Main, index: 0 }]] },
		},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const source = [{ previousNode: before.name, previousNodeOutput: 0, previousNodeRun: 0 }];
	const ran: ITaskData = {
		startTime: 0,
		executionTime: 0,
		executionIndex: 0,
		executionStatus: 'success',
		source: [],
		data: { main: [items] },
	};
	const runData = createRunExecutionData({
		resultData: {
			runData: { Before: [ran], [node.name]: Array.from({ length: runIndex }, () => ({ ...ran })) },
		},
		executionData: {
			nodeExecutionStack: [
				{
					node: workflow.getNode(node.name) ?? node,
					data: { main: [items] },
					source: { main: source },
				},
			],
		},
	});
	const additionalData = await additionalDataFor(wanted.credential, executionId, wanted.goesOn);
	const running = new WorkflowExecute(additionalData, 'manual', runData).processRunExecutionData(
		workflow,
	);
	wanted.onStart?.(() => running.cancel());
	const run = await running;
	const task = run.data.resultData.runData[node.name]?.[runIndex];
	return {
		items: task?.data?.main?.[0] ?? [],
		errorItems: task?.data?.main?.[1] ?? [],
		error: task?.error,
		run,
	};
}

/** The hooks of an execution that goes on after this run: they do not say that it is over. */
class UnfinishedHooks extends ExecutionLifecycleHooks {
	override async runHook(...[name, parameters]: Parameters<ExecutionLifecycleHooks['runHook']>) {
		if (name !== 'workflowExecuteAfter') await super.runHook(name, parameters);
	}
}

/** The context that the server gives to an execution, as far as this node and the engine look at it. */
export async function additionalDataFor(
	credential: ICredentialDataDecryptedObject,
	executionId: string,
	goesOn = false,
): Promise<IWorkflowExecuteAdditionalData> {
	const loader = await loadPackage();
	const notHere = async () => {
		throw new UnexpectedError('not part of these tests');
	};
	const address = 'http://127.0.0.1:5678/';
	return {
		credentialsHelper: new OneCredential(loader.getCredential('aiHomeDesignApi').type, credential),
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		hooks: new (goesOn ? UnfinishedHooks : ExecutionLifecycleHooks)('manual', executionId, {
			id: 'workflow',
			name: 'Test',
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes: [],
			connections: {},
		}),
		executionId,
		currentNodeExecutionIndex: 1,
		executeWorkflow: notHere,
		getRunExecutionData: notHere,
		getRuntimeCredential: notHere,
		startRunnerTask: notHere,
		logAiEvent: () => undefined,
		setExecutionStatus: () => undefined,
		variables: {},
		restApiUrl: `${address}rest`,
		instanceBaseUrl: address,
		formBaseUrl: `${address}form`,
		formWaitingBaseUrl: `${address}form-waiting`,
		formTestBaseUrl: `${address}form-test`,
		webhookBaseUrl: `${address}webhook`,
		webhookWaitingBaseUrl: `${address}webhook-waiting`,
		webhookTestBaseUrl: `${address}webhook-test`,
		mcpBaseUrl: `${address}mcp`,
		mcpTestBaseUrl: `${address}mcp-test`,
	};
}

/** The node types of this package, and a stand-in for the node before. */
export async function nodeTypesOfPackage(): Promise<INodeTypes> {
	const loader = await loadPackage();
	const start: INodeType = {
		description: {
			displayName: 'Before',
			name: 'start',
			group: ['trigger'],
			version: 1,
			description: 'Stands before the node',
			defaults: { name: 'Before' },
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
	};
	const getByName = (type: string): INodeType | IVersionedNodeType =>
		type === 'test.start'
			? start
			: runnable(loader.getNode(type.split('.')[1]?.replace(/Tool$/, '') ?? '').type);
	return {
		getByName,
		getByNameAndVersion: (type) => {
			const found = getByName(type);
			if ('nodeVersions' in found) throw new UnexpectedError('no versions here');
			return found;
		},
		getKnownTypes: () => ({}),
	};
}

/** The server gives a declarative node this `execute`; without it, one with `webhook` gets no input. */
function runnable(type: INodeType | IVersionedNodeType): INodeType | IVersionedNodeType {
	if ('nodeVersions' in type || type.execute) return type;
	type.execute = async function (this: IExecuteFunctions) {
		if (!(this instanceof ExecuteContext)) throw new UnexpectedError('not the engine');
		return (await new RoutingNode(this, type).runNode()) ?? null;
	};
	return type;
}
