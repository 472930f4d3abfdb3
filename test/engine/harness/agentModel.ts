import type { IDataObject } from 'n8n-workflow';

/** A tool as a language model is told of it. */
export interface SeenTool {
	name: string;
	description: string;
	/** Its arguments, by name. */
	arguments: Record<string, { type?: string; description?: string }>;
	required: string[];
}

/** A call of a tool that a model asks for. */
export interface ToolCall {
	tool: string;
	args: IDataObject;
}

/** What a model knows when its turn comes. */
export interface Talk {
	tools: SeenTool[];
	/** What the tools answered: a list for each turn, in the order of its calls. */
	answers: string[][];
}

/** Stands in for the language model of an agent, and remembers the whole talk. */
export class FakeModel implements Talk {
	tools: SeenTool[] = [];
	readonly answers: string[][] = [];

	/** @param decide the calls it asks for next, which n8n runs side by side where it can; none ends the talk */
	constructor(private readonly decide: (talk: Talk) => ToolCall[]) {}

	/** Its turn, once it knows all that is in `tools` and `answers`. */
	next(): ToolCall[] {
		return this.decide(this);
	}

	/** All answers so far, in the order in which they were given. */
	get heard(): string[] {
		return this.answers.flat();
	}
}

/**
 * Calls a tool as a model does: it fills the arguments that the tool's schema names, each from what it knows.
 *
 * @throws where there is no such tool, or it asks for an argument that the model knows nothing of
 */
export function callTool({ tools }: Talk, name: string, known: Record<string, string>): ToolCall {
	const tool = tools.find((candidate) => candidate.name === name);
	if (tool === undefined) throw new Error(`the model sees no tool ${name}`);
	const args = Object.keys(tool.arguments).map((argument): [string, string] => {
		const value = known[argument];
		if (value === undefined) throw new Error(`the model has nothing for ${name}, ${argument}`);
		return [argument, value];
	});
	return { tool: name, args: Object.fromEntries(args) };
}
