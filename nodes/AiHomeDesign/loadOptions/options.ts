import {
	type IExecuteSingleFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	NodeOperationError,
} from 'n8n-workflow';
import type { Space } from '../../shared/catalog';
import { Failure } from '../../shared/failure';

/**
 * Fills a dropdown, or says in one sentence why it cannot be filled and what to do: n8n shows only the
 * message of what is thrown here.
 *
 * @throws NodeOperationError with that sentence
 */
export async function fillOrExplain(
	context: IExecuteSingleFunctions | ILoadOptionsFunctions,
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
	throw new NodeOperationError(context.getNode(), reason);
}

/** As `fillOrExplain`, for a list that a route fills: the options come as the items of its answer. */
export async function fillList(
	context: IExecuteSingleFunctions,
	fill: () => Promise<INodePropertyOptions[]>,
): Promise<INodeExecutionData[]> {
	const options = await fillOrExplain(context, fill);
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
		.sort((a, b) => a.name.localeCompare(b.name));
}
