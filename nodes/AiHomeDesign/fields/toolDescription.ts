import type { INodeProperties } from 'n8n-workflow';

/**
 * What a model reads of the node where it is an agent's tool; shown only there. Without a field of this name n8n
 * would make one, and tell the model no more than the operation's action (n8n, ai-tools.js, and n8n-workflow,
 * `makeDescription`).
 */
export function toolDescriptionField(forAgents: string): INodeProperties {
	return {
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 4 },
		default: forAgents,
		description: 'What the model is told of this tool',
		hint: "To let the model fill a field, set it to Expression and write {{ $fromAI('space', 'the room, such as Living Room') }}. Lists such as space and style take names as well as IDs.",
		displayOptions: { show: { '@tool': [true] } },
	};
}
