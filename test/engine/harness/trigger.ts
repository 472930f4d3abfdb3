/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookContext } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IWebhookData,
	UnexpectedError,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor, nodeTypesOfPackage } from './run';

const TYPE = 'n8n-nodes-aihomedesign.aiHomeDesignTrigger';

/** A trigger that listens. */
export interface Listening {
	/** The address that the vendor posts to. */
	url: string;
	/** The items that each started run begins with. */
	runs: INodeExecutionData[][];
	/** What is under way in `webhook()`, after the answer too. */
	over(): Promise<void>;
	/** What n8n keeps with the workflow between two calls. */
	readonly kept: string;
	close(): Promise<void>;
}

/** How a trigger is to listen. */
export interface Ears {
	credential: ICredentialDataDecryptedObject;
	parameters?: INodeParameters;
	/** "manual" while the workflow is built. */
	mode?: WorkflowExecuteMode;
	/** What n8n kept before it was restarted. */
	kept?: string;
	/** The ID of the workflow: each process of n8n knows it by that. */
	workflowId?: string;
}

let workflows = 0;

/**
 * Lets the trigger listen on a port of 127.0.0.1, as the server does it (n8n, live-webhooks.js and
 * webhook-helpers.js): every call gets a workflow and a `WebhookContext` of its own, static data is read before
 * `webhook()` and written after it, and a call whose answer has not gone out by then gets n8n's own.
 */
export async function listen(ears: Ears): Promise<Listening> {
	const { credential, parameters = {}, mode = 'webhook' } = ears;
	workflows += 1;
	const id = ears.workflowId ?? `workflow ${workflows}`;
	const nodeTypes = await nodeTypesOfPackage();
	const type = nodeTypes.getByNameAndVersion(TYPE);
	const node: INode = {
		id: 'trigger',
		name: 'AI HomeDesign Trigger',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		webhookId: 'address',
		parameters,
		credentials: { aiHomeDesignApi: { id: '1', name: 'Sandbox' } },
	};
	let kept = ears.kept ?? '{}';
	const runs: INodeExecutionData[][] = [];
	const underWay = new Set<Promise<void>>();

	const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const url = new URL(request.url ?? '/', 'http://n8n');
		const answer = (status: number, body: unknown) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		};
		let body: unknown;
		try {
			body = JSON.parse((await readAll(request)) || '{}');
		} catch {
			answer(422, { message: 'Failed to parse request body' });
			return;
		}
		const staticData: IDataObject = JSON.parse(kept);
		const workflow = new Workflow({
			id,
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData,
		});
		const [webhookDescription] = type.description.webhooks ?? [];
		if (!type.webhook || !webhookDescription) throw new UnexpectedError('not a webhook');
		const additionalData = await additionalDataFor(credential, '');
		const webhookData: IWebhookData = {
			httpMethod: 'POST',
			node: node.name,
			path: 'address/aihomedesign',
			webhookDescription,
			workflowId: id,
			workflowExecuteAdditionalData: additionalData,
		};
		// Of Express, n8n's HTTP library, no more than what a trigger is given: a parsed request, and two words to answer.
		let statusToSend = 200;
		const httpResponse = {
			status(status: number) {
				statusToSend = status;
				return httpResponse;
			},
			json: (answered: unknown) => answer(statusToSend, answered),
		};
		Object.assign(additionalData, {
			httpRequest: { body, headers: request.headers, query: queryOf(url), params: {} },
			httpResponse,
		});
		const context = new WebhookContext(
			workflow,
			workflow.getNode(node.name) ?? node,
			additionalData,
			mode,
			webhookData,
			[],
			null,
		);
		const { workflowData, noWebhookResponse } = await type.webhook.call(context);
		kept = JSON.stringify(workflow.staticData);
		if (!noWebhookResponse) answer(200, { message: 'Webhook call received' });
		if (workflowData) runs.push(workflowData[0] ?? []);
	};

	const server = createServer((request, response) => {
		const work = handle(request, response).catch((error: unknown) => {
			runs.push([{ json: { 'webhook() threw': String(error) } }]);
			response.writeHead(500).end();
		});
		underWay.add(work);
		void work.finally(() => underWay.delete(work));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/webhook/address/aihomedesign`,
		runs,
		over: async () => {
			while (underWay.size > 0) await Promise.all(underWay);
		},
		get kept() {
			return kept;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function readAll(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString('utf8');
}

/** A parameter that is given twice is a list, as Express has it. */
function queryOf({ searchParams }: URL): Record<string, string | string[]> {
	return Object.fromEntries(
		[...new Set(searchParams.keys())].map((name) => {
			const values = searchParams.getAll(name);
			return [name, values.length > 1 ? values : (values[0] ?? '')];
		}),
	);
}
