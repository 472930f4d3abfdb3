import type { IWebhookFunctions } from 'n8n-workflow';
import { textOf } from '../shared/unknownValues';

/** How the trigger is set. */
export interface TriggerSettings {
	events: string[];
	/** The services that it is limited to; none for all. */
	services: string[];
	verify: boolean;
	secret?: string;
	downloadImage: boolean;
	ignoreDuplicates: boolean;
}

/** @returns how the trigger is set, with the defaults of options that are not added */
export function readTriggerSettings(context: IWebhookFunctions): TriggerSettings {
	const option = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(`options.${name}`, fallback);
	return {
		events: textsOf(context.getNodeParameter('events', [])),
		services: textsOf(option('services', [])),
		verify: option('verify', true) !== false,
		secret: textOf(option('secret', '')),
		downloadImage: option('downloadImage', false) === true,
		ignoreDuplicates: option('ignoreDuplicates', true) !== false,
	};
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.flatMap((entry) => textOf(entry) ?? []) : [];
}
