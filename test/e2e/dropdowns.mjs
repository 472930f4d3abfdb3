// Finds every dropdown of a node in what n8n tells its editor of it, and asks n8n for its options as the editor does.
import { findDisplayedProperty, NodeHelpers } from 'n8n-workflow';

/**
 * @typedef {object} Dropdown One list of a node, in one setting of the fields that it is shown for.
 * @property {string} label which one it is, for a person
 * @property {object} nodeType the description of its node
 * @property {object} property the property that it fills
 * @property {string} path where it stands, such as "parameters.options.additionalWidgets.widget[0].id"
 * @property {object} parameters what the node's fields hold
 */

/** @returns {Dropdown[]} every dropdown of a node, once for each resource and operation that shows it */
export function dropdownsOf(nodeType) {
	return placesIn(nodeType.properties, 'parameters', {}).flatMap(({ property, path, shownFor }) =>
		combinations(shownFor).map((setting) => {
			const dropdown = { nodeType, property, path };
			const label = `${nodeType.displayName}: ${Object.values(setting).join(' > ')} > ${path.slice(11)}`;
			return { ...dropdown, label, parameters: withDefaults(dropdown, setting) };
		}),
	);
}

/** @returns whether n8n's server shows the dropdown where the fields hold this */
export function isShown({ nodeType, path, parameters }) {
	const { properties, version } = nodeType;
	const node = { typeVersion: latest(version) };
	return findDisplayedProperty(path, properties, parameters, node, nodeType) !== undefined;
}

/**
 * @param {Dropdown[]} all of its node
 * @returns {string[]} the paths of the lists that the dropdown's options depend on, and that are to be chosen first
 */
export function choicesBefore(dropdown, all) {
	const { property, path } = dropdown;
	return (property.typeOptions.loadOptionsDependsOn ?? [])
		.map((name) =>
			name.startsWith('&') ? `${parentOf(path)}.${name.slice(1)}` : `parameters.${name}`,
		)
		.filter((before) => siblingAt(before, dropdown, all));
}

/** @returns {Promise<Dropdown>} the same dropdown after a person chose the first option in every list before it */
export async function withAllChosen(session, dropdown, all, credentials) {
	let filled = dropdown;
	for (const path of choicesBefore(dropdown, all)) {
		const list = { ...siblingAt(path, dropdown, all), parameters: filled.parameters };
		const { options = [] } = await ask(session, list, credentials);
		const first = options.find(({ value }) => value !== '');
		if (first) filled = withValue(filled, path, first.value);
	}
	return filled;
}

/** @returns {Dropdown} the same dropdown where the field at a path holds another value */
export function withValue(dropdown, path, value) {
	const parameters = structuredClone(dropdown.parameters);
	put({ parameters }, path, value);
	return { ...dropdown, parameters };
}

/** @returns what the field at a path holds */
export function valueAt({ parameters }, path) {
	return stepsOf(path).reduce((inside, step) => inside?.[step], { parameters });
}

/**
 * Asks n8n as its editor does when a dropdown is opened (n8n-editor-ui, ParameterInput).
 *
 * @returns {Promise<{ options?: object[], sentence?: string, content: string }>} the options, or what the editor
 *   says in their place; and n8n's whole answer
 */
export async function ask(session, dropdown, credentials) {
	const { nodeType, property, path, parameters } = dropdown;
	const { loadOptionsMethod, loadOptions } = property.typeOptions;
	const { status, content } = await session.ask('POST', '/rest/dynamic-node-parameters/options', {
		nodeTypeAndVersion: { name: nodeType.name, version: latest(nodeType.version) },
		path,
		methodName: loadOptionsMethod,
		loadOptions,
		currentNodeParameters: parameters,
		credentials,
	});
	const answer = JSON.parse(content);
	return status === 200 ? { options: answer.data, content } : { sentence: answer.message, content };
}

/* Properties with a dropdown, wherever they stand, each with the values of other fields that it is shown for. */
function placesIn(properties, folder, outer) {
	return properties.flatMap((property) => {
		const { name, type, typeOptions = {}, options = [] } = property;
		const path = `${folder}.${name}`;
		const shownFor = { ...outer, ...conditionsOf(property, folder) };
		const inside = typeOptions.multipleValues ? `${path}[0]` : path;
		if (typeOptions.loadOptionsMethod || typeOptions.loadOptions)
			return [{ property, path, shownFor }];
		if (type === 'collection') return placesIn(options, inside, shownFor);
		if (type !== 'fixedCollection') return [];
		return options.flatMap((group) => {
			const rows = `${path}.${group.name}${typeOptions.multipleValues ? '[0]' : ''}`;
			return placesIn(group.values, rows, shownFor);
		});
	});
}

/* The list at a path in the same node, resource and operation. */
function siblingAt(wanted, { nodeType, parameters }, all) {
	const { resource, operation } = parameters;
	return all.find(
		(one) =>
			one.nodeType === nodeType &&
			one.path === wanted &&
			one.parameters.resource === resource &&
			one.parameters.operation === operation,
	);
}

function conditionsOf({ displayOptions = {} }, folder) {
	const conditions = Object.entries(displayOptions.show ?? {}).filter(
		([name]) => !name.startsWith('@'),
	);
	return Object.fromEntries(
		conditions.map(([name, values]) => [
			name.startsWith('/') ? `parameters.${name.slice(1)}` : `${folder}.${name}`,
			values,
		]),
	);
}

function combinations(valuesByPath) {
	return Object.entries(valuesByPath).reduce(
		(settings, [path, values]) =>
			settings.flatMap((setting) => values.map((value) => ({ ...setting, [path]: value }))),
		[{}],
	);
}

/* What the editor has in a new node's fields, once they are set so that the dropdown is shown. */
function withDefaults({ nodeType, property, path }, setting) {
	const { properties, version } = nodeType;
	const set = { parameters: {} };
	for (const [where, value] of Object.entries(setting)) put(set, where, value);
	put(set, path, property.default);
	const node = { typeVersion: latest(version) };
	return NodeHelpers.getNodeParameters(properties, set.parameters, true, false, node, nodeType);
}

function put(target, path, value) {
	const steps = stepsOf(path);
	const last = steps.pop();
	let inside = target;
	for (const [index, step] of steps.entries()) {
		inside[step] ??= typeof (steps[index + 1] ?? last) === 'number' ? [] : {};
		inside = inside[step];
	}
	inside[last] = value;
}

/* "widget[0].id" as ['widget', 0, 'id'] */
function stepsOf(path) {
	return path.split(/[.[\]]+/).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function parentOf(path) {
	return path.slice(0, path.lastIndexOf('.'));
}

function latest(version) {
	return Array.isArray(version) ? Math.max(...version) : version;
}
