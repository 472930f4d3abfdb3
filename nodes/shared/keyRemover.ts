import type { CallingContext } from './callApi';
import { textOf } from './unknownValues';

/** Shorter keys are no keys: replacing them would only garble the text. */
const SHORTEST_KEY = 6;

/**
 * The key never leaves the node, not even where the vendor's answer quotes it.
 *
 * @returns what takes the credential's key out of a text
 */
export async function keyRemover(context: CallingContext): Promise<(text: string) => string> {
	const { apiKey } = await context.getCredentials('aiHomeDesignApi');
	const key = textOf(apiKey) ?? '';
	return (text) => (key.length < SHORTEST_KEY ? text : text.replaceAll(key, '***'));
}
