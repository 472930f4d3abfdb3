// A local stand-in for the HTTP API of a chat model: what it answers is decided by a test, not by a model.
import { createServer } from 'node:http';

/**
 * @typedef {object} Talk What a model is told in one call.
 * @property {string} system the system message
 * @property {string} question what the user asked last
 * @property {object[]} results what the tools said since then, the oldest first, each with `tool`, `given` and `content`
 * @property {object[]} tools the tools that may be called, each with `name`, `description`, `parameters`
 */

/**
 * @param {(talk: Talk) => { tool: string, given: object } | { answer: string }} decide
 * @returns `url`, the base address for n8n's OpenAI credential; `talks`, what it was told in each call; `close`
 */
export async function openLanguageModel(decide) {
	const talks = [];
	const server = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const body = JSON.parse(Buffer.concat(chunks).toString());
		const talk = talkOf(body);
		talks.push(talk);
		const message = messageOf(decide(talk), talks.length);
		if (body.stream) stream(response, message);
		else respond(response, message);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}/v1`,
		talks,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/* OpenAI calls it otherwise for its newer models. */
const INSTRUCTING = ['system', 'developer'];

function talkOf({ messages, tools = [] }) {
	const asked = messages.findLastIndex(({ role }) => role === 'user');
	const since = messages.slice(asked + 1);
	const calls = since.flatMap(({ tool_calls: made = [] }) => made);
	const results = since
		.filter(({ role }) => role === 'tool')
		.map(({ tool_call_id: id, content }) => {
			const { name, arguments: given } = calls.find((call) => call.id === id).function;
			return { tool: name, given: JSON.parse(given), content: textOf(content) };
		});
	return {
		system: textOf(messages.find(({ role }) => INSTRUCTING.includes(role))?.content ?? ''),
		question: textOf(messages[asked].content),
		results,
		tools: tools.map((tool) => tool.function),
	};
}

function textOf(content) {
	return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}

function messageOf({ tool, given, answer }, number) {
	if (answer !== undefined) return { role: 'assistant', content: answer };
	const call = { name: tool, arguments: JSON.stringify(given) };
	const calls = [{ id: `call_${number}`, type: 'function', function: call }];
	return { role: 'assistant', content: null, tool_calls: calls };
}

function finishOf({ tool_calls: calls }) {
	return calls ? 'tool_calls' : 'stop';
}

const HEAD = { id: 'chat-1', created: 0, model: 'stand-in' };

function respond(response, message) {
	const choices = [{ index: 0, message, finish_reason: finishOf(message) }];
	const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ ...HEAD, object: 'chat.completion', choices, usage }));
}

function stream(response, message) {
	const calls = message.tool_calls?.map((call, index) => ({ index, ...call }));
	const delta = calls ? { ...message, tool_calls: calls } : message;
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	for (const choice of [
		{ index: 0, delta, finish_reason: null },
		{ index: 0, delta: {}, finish_reason: finishOf(message) },
	]) {
		const chunk = { ...HEAD, object: 'chat.completion.chunk', choices: [choice] };
		response.write(`data: ${JSON.stringify(chunk)}\n\n`);
	}
	response.end('data: [DONE]\n\n');
}
