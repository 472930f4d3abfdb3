import {
	type DeclarativeRestApiSettings,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { readBaseUrl } from '../../shared/apiAddress';
import { type CallingContext, carriedOver, type CarriedOptions } from '../../shared/callApi';
import type { Space } from '../../shared/catalog';
import { Failure } from '../../shared/failure';
import { keyRemover } from '../../shared/keyRemover';

/**
 * Fills a dropdown, or says in one sentence why it cannot be filled and what to do: n8n shows only the
 * message of what is thrown here.
 *
 * @throws NodeOperationError with that sentence
 */
export async function fillOrExplain(
	context: CallingContext,
	fill: () => Promise<INodePropertyOptions[]>,
): Promise<INodePropertyOptions[]> {
	let reason: string;
	try {
		return await fill();
	} catch (error) {
		reason =
			error instanceof Failure
				? `${error.message}. ${error.advice}`
				: `The list could not be filled: ${error instanceof Error ? error.message : String(error)}`;
	}
	const withoutKey = await keyRemover(context).catch(() => (text: string) => text);
	throw new NodeOperationError(context.getNode(), withoutKey(reason));
}

/**
 * What the calls for a list that a route fills take over from the route. Where the node is an agent's tool, n8n loses the
 * node's `requestDefaults` and credential on the way to the route (n8n, dynamic-node-parameters.service.js copies
 * the tool's description, which only inherits them), so the address is read from the credential here.
 */
export async function carriedByRoute(
	context: IExecuteSingleFunctions,
	options: DeclarativeRestApiSettings.HttpRequestOptions,
): Promise<CarriedOptions> {
	const carried = carriedOver(options);
	if (carried.baseURL) return carried;
	const { baseUrl } = await context.getCredentials('aiHomeDesignApi');
	return { ...carried, baseURL: readBaseUrl(baseUrl) };
}

/**
 * As `fillOrExplain`, for a list that a route fills: the options come as the items of its answer. n8n makes every error
 * of a route a NodeApiError (n8n-core, routing-node.js), and its editor shows one of that name as "[object Object]".
 */
export async function fillList(
	context: IExecuteSingleFunctions,
	fill: () => Promise<INodePropertyOptions[]>,
): Promise<INodeExecutionData[]> {
	const options = await fillOrExplain(context, fill).catch(({ name, message }: Error) => {
		throw Object.assign(new NodeApiError(context.getNode(), {}, { message }), { name });
	});
	return options.map((option) => ({ json: { ...option } }));
}

/**
 * @param what in words, such as "'style'"
 * @returns what to say when the catalog offers nothing for a list
 */
export function nothingOffered(what: string, space: Space | undefined): Failure {
	return space
		? new Failure(`AI HomeDesign offers no ${what} for ${space.title}`, 'Choose another space.')
		: new Failure(
				`AI HomeDesign offers no ${what} for this service`,
				'Ask AI HomeDesign whether the service is switched on for the account of this API key.',
			);
}

/** For a list of thousands several times as quick as `localeCompare`. */
const alphabet = new Intl.Collator();

/** @returns options for a dropdown, told apart by their IDs where names are the same */
export function toOptions(
	choices: Array<{ id: string; name: string; description?: string }>,
): INodePropertyOptions[] {
	const times = new Map<string, number>();
	for (const { name } of choices) times.set(name, (times.get(name) ?? 0) + 1);
	return choices
		.map(({ id, name, description }) => ({
			name: (times.get(name) ?? 0) > 1 ? `${name} (${id})` : name,
			value: id,
			...(description === undefined ? {} : { description }),
		}))
		.sort((a, b) => alphabet.compare(a.name, b.name));
}
