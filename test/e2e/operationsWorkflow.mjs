// Workflows with every operation of both nodes, as n8n's editor saves them.
import { NodeHelpers } from 'n8n-workflow';
import { CREDENTIAL } from './webhooks.mjs';

const PACKAGE = 'n8n-nodes-aihomedesign';
const ORDER = { orderId: '={{ $json.order_id }}' };

/** What the nodes that start the workflows are called: one takes a photo and a mask, the other a result. */
export const START = 'Photo and Mask';
export const TRIGGER = 'AI HomeDesign Trigger';

/** The secret in the trigger's address, where the options are set. */
export const SECRET = 'open-sesame';

/* Each operation with what a person has to set, what may be set besides, and the node before it. */
const steps = [
	{
		name: 'Stage',
		operation: 'order/virtualStaging',
		needed: { space: '=Living Room', style: '=Modern' },
		more: {
			imageSource: 'url',
			imageUrl: '={{ $json.body.address }}',
			options: {
				fileName: '={{ "staged-" + $json.body.record }}',
				maxOrders: 20,
				onRateLimit: 'fail',
				outputBinaryField: 'picture',
				pollInterval: 6,
				timeout: 600,
			},
		},
	},
	{
		name: 'Enhance',
		operation: 'order/imageEnhancement',
		needed: { space: '=Indoor' },
		more: {
			binaryPropertyName: 'photo',
			enhancementOptions: '={{ ["Brighten Windows", "Warm Up Lamps"] }}',
			options: { onRateLimit: 'wait', rateLimitWait: 5 },
		},
	},
	{
		name: 'Redesign',
		operation: 'order/interiorDesign',
		needed: { space: '=Living Room', style: '=Farmhouse' },
		more: {
			color: '=Deep Blues',
			options: { fileName: 'redesigned', timeout: 900 },
		},
	},
	{
		name: 'Turn to Dusk',
		operation: 'order/dayToDusk',
		needed: { skyStyle: '=Dusk With Cloud' },
		more: { removeShadow: true, downloadImage: false, options: { maxOrders: 20 } },
	},
	{
		name: 'Empty',
		operation: 'order/itemRemoval',
		needed: {},
		more: { waitForResult: false, options: { onRateLimit: 'fail' } },
	},
	{
		name: 'Get Order',
		after: 'Stage',
		operation: 'order/get',
		needed: ORDER,
		more: {
			simplify: false,
			options: { fileName: 'fetched', outputBinaryField: 'fetched' },
		},
	},
	{
		name: 'Enlarge',
		after: 'Stage',
		operation: 'image/upscale',
		needed: { generatedImageId: '={{ $json.image_id }}' },
	},
	{
		name: 'Upload',
		operation: 'image/upload',
		needed: {},
		more: { service: 'service-creative-designer', binaryPropertyName: 'photo' },
	},
	{
		name: 'Order Upload',
		after: 'Upload',
		operation: 'order/virtualStaging',
		needed: { imageSource: 'orderId', space: '=Bedroom', style: '=Scandinavian', ...ORDER },
		more: {
			operation: 'interiorDesign',
			options: {
				additionalWidgets: { widget: [{ id: '=color', itemId: '=Natural Green' }] },
				ifAlreadySubmitted: 'submitAgain',
			},
		},
	},
	{
		name: 'Start Masked',
		operation: 'mask/start',
		needed: {},
		more: { options: { maxOrders: 20, onRateLimit: 'wait', pollInterval: 5, timeout: 120 } },
	},
	{
		name: 'Get Picture',
		after: 'Start Masked',
		operation: 'mask/getLatest',
		needed: ORDER,
		more: { options: { fileName: 'to-paint-on', outputBinaryField: 'latest' } },
	},
	{
		name: 'Apply',
		after: 'Order With Mask',
		operation: 'mask/apply',
		needed: { binaryPropertyName: 'mask', ...ORDER },
	},
	{ name: 'Get Emptied', after: 'Apply', operation: 'mask/getLatest', needed: ORDER },
	{
		name: 'Finalize',
		after: 'Get Emptied',
		operation: 'mask/finalize',
		needed: { imageId: '={{ $json.image_id }}', ...ORDER },
	},
	{
		name: 'Spaces',
		operation: 'catalog/getSpaces',
		needed: {},
		more: { service: 'service-image-enhancement', activeOnly: false },
	},
	{
		name: 'Widgets',
		operation: 'catalog/getWidgets',
		needed: { space: '=Bedroom' },
		more: { service: 'service-creative-designer' },
	},
];

/**
 * @param types n8n's node types, as `nodeTypesOf` gives them
 * @param {boolean} withOptions whether to set what need not be set, and to hold the node for agents too
 * @returns a workflow with every operation, to be saved: `name`, `nodes`, `connections`, `settings`
 */
export function everyOperation(types, { withOptions }) {
	const nodes = [
		node(START, 'n8n-nodes-base.webhook', 2, {
			httpMethod: 'POST',
			path: crypto.randomUUID(),
			options: {},
		}),
		node('Order With Mask', 'n8n-nodes-base.merge', 3, {
			mode: 'combine',
			combineBy: 'combineByPosition',
			options: {},
		}),
		...steps.map(({ name, operation, needed, more }) => {
			const [resource, value] = operation.split('/');
			const parameters = { resource, operation: value, ...defaultsOf(needed) };
			return ownNode(name, 'aiHomeDesign', { ...parameters, ...(withOptions ? more : {}) });
		}),
		ownNode(TRIGGER, 'aiHomeDesignTrigger', withOptions ? TRIGGER_OPTIONS : {}),
		node('Result', 'n8n-nodes-base.noOp', 1, {}),
		...(withOptions ? [ownNode('Stage for Agents', 'aiHomeDesignTool', FOR_AGENTS)] : []),
	];
	const connections = {};
	const connect = (from, to, index = 0) => {
		connections[from] ??= { main: [[]] };
		connections[from].main[0].push({ node: to, type: 'main', index });
	};
	for (const { name, after = START } of steps) connect(after, name);
	connect('Get Picture', 'Order With Mask');
	connect(START, 'Order With Mask', 1);
	connect(TRIGGER, 'Result');
	return {
		name: `Every operation${withOptions ? ', with options' : ''}`,
		nodes: nodes.map((one, index) => ({
			...one,
			id: crypto.randomUUID(),
			position: [(index % 6) * 220, Math.floor(index / 6) * 220],
			parameters: savedByEditor(one, types.find(one)),
		})),
		connections,
		settings: { executionOrder: 'v1' },
	};
}

const DEFAULT_OPERATIONS = {
	order: 'virtualStaging',
	image: 'upload',
	mask: 'start',
	catalog: 'getSpaces',
};

const TRIGGER_OPTIONS = {
	events: ['imageGenerated', 'processCompleted'],
	options: {
		downloadImage: true,
		ignoreDuplicates: false,
		secret: SECRET,
		services: ['service-day-to-dusk', 'service-ai-virtual-staging'],
		verify: true,
	},
};

const FOR_AGENTS = {
	toolDescription: 'Stages the photo of a room.',
	imageSource: 'url',
	imageUrl: "={{ $fromAI('photo', 'the address of the photo') }}",
	space: "={{ $fromAI('space', 'the room, such as Living Room') }}",
	style: "={{ $fromAI('style', 'the style, such as Modern') }}",
};

/** @returns the operation of one of the package's nodes that runs, such as "order/get"; undefined of other nodes */
export function operationOf({ type, parameters }) {
	if (type !== `${PACKAGE}.aiHomeDesign`) return undefined;
	/* Where the editor saved neither, they are the defaults. */
	const { resource = 'order', operation = DEFAULT_OPERATIONS[resource] } = parameters;
	return `${resource}/${operation}`;
}

/** @returns the field that a node puts its picture into; undefined where it gives none */
export function pictureField(one) {
	const { waitForResult, downloadImage, options } = one.parameters;
	const isOrder = operationOf(one).startsWith('order/') && waitForResult !== false;
	const gives = isOrder ? downloadImage !== false : operationOf(one) === 'mask/getLatest';
	return gives ? (options?.outputBinaryField ?? 'data') : undefined;
}

/** @returns what the fields of a node hold that the editor shows, with the defaults of those that were not saved */
export function shownByEditor(one, type) {
	return NodeHelpers.getNodeParameters(type.properties, one.parameters, true, false, one, type);
}

/** @returns what the editor saves of them: those that do not hold their default */
export function savedByEditor(one, type) {
	const shown = shownByEditor(one, type);
	return NodeHelpers.getNodeParameters(type.properties, shown, false, false, one, type);
}

/* The photo comes in the field "photo". */
function defaultsOf(needed) {
	return { binaryPropertyName: 'photo', ...needed };
}

function ownNode(name, type, parameters) {
	const own = node(name, `${PACKAGE}.${type}`, 1, parameters);
	/* n8n finds the credential by its name, and then notes its ID. */
	return { ...own, credentials: { [CREDENTIAL]: { id: null, name: 'Sandbox' } } };
}

function node(name, type, typeVersion, parameters) {
	const isStart = name === START || name === TRIGGER;
	return {
		name,
		type,
		typeVersion,
		parameters,
		...(isStart ? { webhookId: crypto.randomUUID() } : {}),
	};
}
