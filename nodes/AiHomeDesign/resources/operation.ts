import {
	type INodeProperties,
	type INodePropertyOptions,
	updateDisplayOptions,
} from 'n8n-workflow';
import { toolDescriptionField } from '../fields/toolDescription';

/** One operation of a resource. */
export interface Operation {
	/** Its entry in the list of operations, with its route. */
	option: INodePropertyOptions;
	/** What a model is told of it where the node is an agent's tool: what to give, what comes back, what it costs. */
	forAgents: string;
	fields: INodeProperties[];
}

/**
 * Puts the operations of a resource together.
 *
 * @returns the list of operations in the order of their names, as n8n asks for it, and each one's fields, shown only
 * for it
 */
export function describeResource(
	resource: string,
	operations: Operation[],
	standard: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource] } },
			options: byName(operations).map(({ option }) => option),
			default: standard,
		},
		...operations.flatMap(({ option, forAgents, fields }) =>
			updateDisplayOptions({ show: { resource: [resource], operation: [option.value] } }, [
				toolDescriptionField(forAgents),
				...fields,
			]),
		),
	];
}

function byName(operations: Operation[]): Operation[] {
	return [...operations].sort((a, b) => a.option.name.localeCompare(b.option.name));
}
