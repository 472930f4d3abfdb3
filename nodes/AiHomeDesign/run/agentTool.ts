import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** @returns whether an AI agent calls the node: n8n gives a tool the node's type with "Tool" at its end */
export function isAgentTool(context: IExecuteSingleFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * @returns whether a failed item becomes an item of its own, and the others go on. For an agent that is so unless On
 * Error says Stop: of what a tool throws, n8n hands its model the message at most, or nothing (LangChain's agent
 * executor), and n8n 1 ends the run (n8n-core, workflow-execute.js).
 */
export function goesOnAfterFailure(context: IExecuteSingleFunctions): boolean {
	if (context.continueOnFail()) return true;
	return isAgentTool(context) && context.getNode().onError !== 'stopWorkflow';
}
