// The workflows that do the same: with this package's node, with n8n's own nodes alone, and with the least that a node can do.

export const TRIGGER = 'Start';

/** The nodes before, which are the same for all: one photo, as often as wanted. */
const BEFORE = [TRIGGER, 'Photo', 'Numbers', 'Photos'];

/** @returns a workflow that takes a photo so many times through the node */
export function ours({ photo, photos, credentials }) {
	return chainOf('With the AI HomeDesign node', [
		...photosOf(photo, photos),
		node('Stage', 'n8n-nodes-aihomedesign.aiHomeDesign', 1, {
			parameters: {
				resource: 'order',
				operation: 'virtualStaging',
				imageSource: 'binary',
				binaryPropertyName: 'data',
				space: 'living-room',
				style: 'item-style',
				waitForResult: true,
				downloadImage: true,
				options: {},
			},
			credentials: { aiHomeDesignApi: credentials.ours },
		}),
	]);
}

/**
 * @param url the vendor's address
 * @param readySeconds how long the Wait node waits
 * @returns the same of HTTP Request nodes without batching, as quick as they go: all photos at once
 */
export function chain({ photo, photos, credentials, url, readySeconds }) {
	const request = (name, parameters) =>
		node(name, 'n8n-nodes-base.httpRequest', 4.5, {
			parameters: {
				authentication: 'genericCredentialType',
				genericAuthType: 'httpHeaderAuth',
				...parameters,
			},
			credentials: { httpHeaderAuth: credentials.theirs },
		});
	const json = { response: { response: { responseFormat: 'json' } } };
	const workflow = chainOf('With HTTP Request nodes', [
		...photosOf(photo, photos),
		request('Upload', {
			method: 'POST',
			url: `${url}/v1/order/image`,
			sendBody: true,
			contentType: 'multipart-form-data',
			bodyParameters: {
				parameters: [
					{ parameterType: 'formBinaryData', name: 'image', inputDataFieldName: 'data' },
					{ name: 'service_name', value: 'service-ai-virtual-staging' },
				],
			},
			options: json,
		}),
		request('Submit', {
			method: 'POST',
			url: `${url}/v1/order`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody:
				'={{ { order_id: $json.order_id, space_name: "living-room", selected_widgets: [{ id: "widget-style", item_id: "item-style" }] } }}',
			options: json,
		}),
		node('Wait', 'n8n-nodes-base.wait', 1.1, {
			parameters: { resume: 'timeInterval', amount: readySeconds, unit: 'seconds' },
		}),
		request('Look', { url: `=${url}/v1/order/{{ $json.order_id ?? $json.id }}`, options: json }),
		node('Finished?', 'n8n-nodes-base.if', 2.2, {
			parameters: {
				conditions: {
					options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
					combinator: 'and',
					conditions: [
						{
							leftValue: '={{ $json.generated_images[0].src }}',
							rightValue: '',
							operator: { type: 'string', operation: 'notEmpty', singleValue: true },
						},
					],
				},
				options: {},
			},
		}),
		node('Download', 'n8n-nodes-base.httpRequest', 4.5, {
			parameters: {
				url: '={{ $json.generated_images[0].src }}',
				options: { response: { response: { responseFormat: 'file', outputPropertyName: 'data' } } },
			},
		}),
	]);
	workflow.connections['Finished?'].main.push([{ node: 'Wait', type: 'main', index: 0 }]);
	return workflow;
}

/**
 * @param atOnce how many items may be at each step at the same time
 * @returns the same of a node that only calls n8n's helpers (`leastNode/`, which n8n has to be told of)
 */
export function least({ photo, photos, credentials, atOnce }) {
	return chainOf('With the least node', [
		...photosOf(photo, photos),
		node('Stage', 'CUSTOM.leastNode', 1, {
			parameters: { photo, atOnce: JSON.stringify(atOnce) },
			credentials: { aiHomeDesignApi: credentials.ours },
		}),
	]);
}

/** @returns whether a node belongs to what is compared, and not to what brings the photos */
export function isCompared(name) {
	return !BEFORE.includes(name);
}

function photosOf(photo, photos) {
	return [
		node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Photo', 'n8n-nodes-base.readWriteFile', 1.1, {
			parameters: { operation: 'read', fileSelector: photo, options: {} },
		}),
		node('Numbers', 'n8n-nodes-base.set', 3.4, {
			parameters: {
				assignments: {
					assignments: [
						{
							id: 'numbers',
							name: 'number',
							value: `={{ Array.from({ length: ${photos} }, (_, index) => index) }}`,
							type: 'array',
						},
					],
				},
				includeOtherFields: true,
				options: { stripBinary: false },
			},
		}),
		node('Photos', 'n8n-nodes-base.splitOut', 1, {
			parameters: { fieldToSplitOut: 'number', options: { includeBinary: true } },
		}),
	];
}

function node(name, type, typeVersion, { parameters = {}, credentials }) {
	return { id: name, name, type, typeVersion, parameters, credentials };
}

/* Each node hands on to the next one. */
function chainOf(name, nodes) {
	const connections = Object.fromEntries(
		nodes
			.slice(0, -1)
			.map((one, index) => [
				one.name,
				{ main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] },
			]),
	);
	const placed = nodes.map((one, index) => ({ ...one, position: [index * 200, 0] }));
	return { name, nodes: placed, connections, settings: { executionOrder: 'v1' } };
}
