// staging-agent.json: an agent whose model is played by the tests.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { openLanguageModel } from './languageModel.mjs';
import { importWorkflow, openCrm, templateOf } from './templates.mjs';

const CHAT = 'When chat message received';

/** The promises of staging-agent.json; `scene` has the `stage` and the photo of a `room`, once the tests run. */
export function stagingAgent(line, scene) {
	describe(`${line.name}: staging-agent.json`, () => {
		let web;
		let model;
		let workflow;
		let decide;

		before(async () => {
			web = await openCrm(scene.room);
			model = await openLanguageModel((talk) => decide(talk));
			const values = { apiKey: 'of-a-stand-in', url: model.url };
			const id = await scene.stage.session.saveCredential('Stand-in', 'openAiApi', values);
			const template = await templateOf('staging-agent.json');
			workflow = await importWorkflow(scene.stage, template, (node) => {
				if (node.name === 'Chat Model') node.credentials = { openAiApi: { id, name: 'Stand-in' } };
			});
		});

		after(async () => {
			await model?.close();
			await web?.close();
		});

		afterEach(() => {
			model.talks.length = 0;
		});

		it('looks up rooms and styles, orders what was asked for, and answers with the address', async () => {
			decide = stageAsAsked;
			const { answer, orders } = await chat('a modern living room');
			assert.equal(orders.length, 1);
			const [{ order_id, service_name, space_name, submits }] = orders;
			assert.deepEqual(
				[service_name, space_name, submits],
				['service-ai-virtual-staging', 'space-living-room', 1],
			);
			const [, picture] = /The picture: (http\S+)/.exec(answer);
			const { status, headers } = await fetch(picture);
			assert.equal(status, 200);
			assert.match(headers.get('content-type'), /^image\//);
			assert.ok(answer.includes(order_id));
		});

		it('tells the model what costs money, and what to give to each tool', async () => {
			decide = () => ({ answer: 'Which room is it?' });
			const { answer, orders } = await chat('something nice');
			assert.equal(answer, 'Which room is it?');
			assert.equal(orders.length, 0);
			const [{ system, tools }] = model.talks;
			assert.match(system, /Stage Photo is an order and costs money/);
			const given = Object.fromEntries(
				tools.map(({ name, parameters }) => [name, Object.keys(parameters.properties)]),
			);
			assert.deepEqual(given, {
				Get_Order: ['order_id'],
				Get_Spaces: [],
				Get_Styles: ['space'],
				Stage_Photo: ['image_url', 'space', 'style'],
			});
			for (const { name, description } of tools) {
				assert.match(description, name === 'Stage_Photo' ? /costs money/ : /free of charge/);
			}
		});

		it('pays one order for a message, however many styles the model tries', async () => {
			const styles = ['Modern', 'Farmhouse', 'Scandinavian'];
			decide = ({ question, results }) => {
				const style = styles[results.length];
				if (style === undefined) return { answer: results.at(-1).content };
				return { tool: 'Stage_Photo', given: { ...photoIn(question), style } };
			};
			const { answer, orders } = await chat('a living room in every style');
			assert.deepEqual(
				orders.map(({ submits }) => submits),
				[1],
			);
			assert.match(answer, /'Max Orders' allows 1/);
		});

		it('tells the model of a style that does not exist, and the right ones, before anything is paid', async () => {
			decide = ({ question, results }) => {
				if (results.length > 0) return { answer: results[0].content };
				return { tool: 'Stage_Photo', given: { ...photoIn(question), style: 'Art Nouveau' } };
			};
			const { answer, orders } = await chat('an art nouveau living room');
			assert.match(answer, /'Art Nouveau' is not a style .*Modern/);
			assert.equal(orders.length, 0);
		});

		it('stops a model that goes round in circles', async () => {
			decide = () => ({ tool: 'Get_Spaces', given: {} });
			await chat('a living room');
			const { nodes } = await templateOf('staging-agent.json');
			const { parameters } = nodes.find(({ name }) => name === 'Staging Agent');
			assert.equal(model.talks.length, parameters.options.maxIterations);
		});

		/* A good model: it takes names from what the tools said, not from what it knows. */
		function stageAsAsked({ question, results }) {
			const said = (tool) => results.find((one) => one.tool === tool)?.content;
			const titleIn = (list) => list.find((title) => question.includes(title.toLowerCase()));
			if (!said('Get_Spaces')) return { tool: 'Get_Spaces', given: {} };
			const space = titleIn(JSON.parse(said('Get_Spaces')).map(({ title }) => title));
			if (!said('Get_Styles')) return { tool: 'Get_Styles', given: { space } };
			const style = titleIn(JSON.parse(said('Get_Styles')).flatMap(({ items }) => items));
			const staged = said('Stage_Photo');
			if (!staged) return { tool: 'Stage_Photo', given: { ...photoIn(question), space, style } };
			const [{ order_id, after_src }] = JSON.parse(staged);
			return { answer: `The picture: ${after_src} (order ${order_id}), virtually staged` };
		}

		function photoIn(question) {
			const [image_url] = /http\S+/.exec(question);
			return { image_url, space: 'Living Room' };
		}

		/* Does what the chat in n8n's editor does; gives the answer, and what was ordered. */
		async function chat(wish) {
			const { session, sandbox } = scene.stage;
			const { length } = sandbox.orders;
			const chatInput = `Please stage ${web.url}/room.jpg as ${wish}`;
			const said = { sessionId: crypto.randomUUID(), action: 'sendMessage', chatInput };
			const data = { main: [[{ json: said }]] };
			const times = { startTime: Date.now(), executionTime: 0, executionIndex: 0 };
			const run = { ...times, executionStatus: 'success', source: [], data };
			const { content } = await session.ask('GET', `/rest/workflows/${workflow.id}`);
			const answer = await session.ask('POST', `/rest/workflows/${workflow.id}/run`, {
				workflowData: JSON.parse(content).data,
				triggerToStartFrom: { name: CHAT, data: run },
				chatSessionId: said.sessionId,
			});
			const { executionId } = JSON.parse(answer.content).data;
			const { nodes } = await session.waitFor(executionId);
			return {
				answer: nodes['Staging Agent'].items[0]?.output,
				orders: sandbox.orders.slice(length),
			};
		}
	});
}
