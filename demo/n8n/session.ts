/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, @n8n/community-nodes/no-hardcoded-secrets -- runs on Node, is never packed */
import { parse } from 'flatted';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningN8n } from './start';

/** The owner of every n8n that is started here. Made up, good for nothing else. */
export const owner = {
	email: 'dev@example.com',
	password: 'Only-for-this-local-n8n-1',
	firstName: 'Local',
	lastName: 'Developer',
};

/** A workflow as in its exported file. */
export interface WorkflowFile {
	name: string;
	nodes: Array<{ name: string; type: string; parameters: Record<string, unknown> }>;
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

/** How an execution went. */
export interface Execution {
	/** n8n's word: "success", "error", "running", ... */
	status: string;
	/** The failed node and its message; nothing on success. */
	failure?: string;
	/** What each node did, by its name. */
	nodes: Record<string, { seconds: number; items: Array<Record<string, unknown>> }>;
}

/** What n8n answered to a call. */
export interface Answer {
	status: number;
	/** The body, as it came. */
	content: string;
}

/** The owner's access to a running n8n, by the calls that its editor makes. */
export class Session {
	private cookie = '';

	private constructor(
		private readonly n8n: RunningN8n,
		private readonly signal: AbortSignal,
	) {}

	/** Logs in as the owner; a new n8n gets its owner first. */
	static async open(n8n: RunningN8n, signal: AbortSignal): Promise<Session> {
		const session = new Session(n8n, signal);
		const settings = await session.call('GET', '/rest/settings');
		const isNew = at(settings, 'userManagement', 'showSetupOnFirstLoad') === true;
		if (isNew) await session.call('POST', '/rest/owner/setup', owner);
		const { email, password } = owner;
		await session.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
		return session;
	}

	/** Saves a credential and gives its ID; one of the same name gets the new values and keeps its ID. */
	async saveCredential(name: string, type: string, data: Record<string, string>): Promise<string> {
		const known = list(await this.call('GET', '/rest/credentials'));
		const same = known.find((one) => at(one, 'name') === name && at(one, 'type') === type);
		const saved = same
			? await this.call('PATCH', `/rest/credentials/${text(same, 'id')}`, { name, type, data })
			: await this.call('POST', '/rest/credentials', { name, type, data });
		return text(saved, 'id');
	}

	/** The ID of the workflow of that name, if there is one. */
	async findWorkflow(name: string): Promise<string | undefined> {
		const known = list(await this.call('GET', '/rest/workflows'));
		const same = known.find((one) => at(one, 'name') === name);
		return same === undefined ? undefined : text(same, 'id');
	}

	/** Adds a workflow and gives its ID. */
	async addWorkflow(workflow: WorkflowFile): Promise<string> {
		return text(await this.saveWorkflow(workflow), 'id');
	}

	/** Adds a workflow and gives it as n8n saved it; n8n finds the credentials in it by their names. */
	async saveWorkflow(workflow: WorkflowFile): Promise<unknown> {
		/* n8n 1 looks for credentials only where it is told in which project. */
		const projectId = text(await this.call('GET', '/rest/projects/personal'), 'id');
		return await this.call('POST', '/rest/workflows', { ...workflow, active: false, projectId });
	}

	/** Does what the editor's button "Execute workflow" does, and gives the execution's ID. */
	async execute(workflowId: string, trigger: string): Promise<string> {
		const workflowData = await this.call('GET', `/rest/workflows/${workflowId}`);
		const triggerToStartFrom = { name: trigger };
		const started = await this.call('POST', `/rest/workflows/${workflowId}/run`, {
			workflowData,
			triggerToStartFrom,
		});
		return text(started, 'executionId');
	}

	/** Waits until an execution has ended, well or not. */
	async waitFor(executionId: string): Promise<Execution> {
		for (;;) {
			const execution = await this.call('GET', `/rest/executions/${executionId}`);
			const status = text(execution, 'status');
			if (!['new', 'running', 'waiting'].includes(status)) {
				return readExecution(status, parse(text(execution, 'data')));
			}
			await sleep(500, undefined, { signal: this.signal });
		}
	}

	/** Makes a call that n8n may refuse, and gives its answer whatever the status. */
	async ask(method: string, path: string, body?: unknown): Promise<Answer> {
		const { status, content } = await this.fetch(method, path, body);
		return { status, content: content.toString() };
	}

	/** The file of an item's binary field that n8n keeps outside of the execution. */
	async file(id: string): Promise<Buffer> {
		const query = new URLSearchParams({ id, action: 'view' });
		const { status, content } = await this.fetch('GET', `/rest/binary-data?${query.toString()}`);
		if (status === 200) return content;
		throw new Error(`n8n refused the file ${id}: ${status}`);
	}

	private async fetch(
		method: string,
		path: string,
		body?: unknown,
	): Promise<{ status: number; content: Buffer }> {
		try {
			const answer = await fetch(`${this.n8n.url}${path}`, {
				method,
				headers: { 'content-type': 'application/json', cookie: this.cookie },
				body: body === undefined ? undefined : JSON.stringify(body),
				signal: this.signal,
			});
			const [cookie] = answer.headers.getSetCookie();
			if (cookie && answer.ok) this.cookie = cookie.split(';', 1).join('');
			return { status: answer.status, content: Buffer.from(await answer.arrayBuffer()) };
		} catch (cause) {
			this.signal.throwIfAborted();
			const lastLines = await this.n8n.lastLines();
			throw new Error(`n8n does not answer any more (${method} ${path}). ${lastLines}`, { cause });
		}
	}

	/** Makes a call that n8n must not refuse, and gives what it answered. */
	async call(method: string, path: string, body?: unknown): Promise<unknown> {
		const { status, content } = await this.ask(method, path, body);
		if (status >= 200 && status < 300) return at(JSON.parse(content), 'data');
		throw new Error(`n8n refused ${method} ${path}: ${status} ${content.slice(0, 500)}`);
	}
}

function readExecution(status: string, data: unknown): Execution {
	const nodes: Execution['nodes'] = {};
	for (const [name, runs] of Object.entries(record(at(data, 'resultData', 'runData')))) {
		const [run] = list(runs);
		const [items] = list(at(run, 'data', 'main'));
		nodes[name] = {
			seconds: Number(at(run, 'executionTime') ?? 0) / 1000,
			items: list(items).map((item) => record(at(item, 'json'))),
		};
	}
	const error = at(data, 'resultData', 'error');
	if (error === undefined) return { status, nodes };
	const words = [at(error, 'message'), at(error, 'description')].filter(Boolean).join(' - ');
	const place = at(error, 'node', 'name') ?? at(data, 'resultData', 'lastNodeExecuted');
	return { status, nodes, failure: `${place}: ${words}` };
}

/* n8n's answers are not described by types: these read a value where there is one. */

function at(value: unknown, ...path: string[]): unknown {
	return path.reduce<unknown>((inside, name) => record(inside)[name], value);
}

function record(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function text(value: unknown, name: string): string {
	const found = at(value, name);
	if (typeof found === 'string') return found;
	throw new Error(`n8n gave no "${name}" where this expected one.`);
}
