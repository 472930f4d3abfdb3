import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';

/** How many events a process remembers for a trigger, and how many of them last over a restart of n8n. */
const MOST_EVENTS = 2000;
const MOST_KEPT = 500;

/** The events of each trigger, the latest last. A process sees at once what n8n writes down a little later. */
const memories = new Map<string, Set<string>>();

/** What a trigger remembers of the events that it took. */
export interface EventMemory {
	/** @returns false when the event was taken before; otherwise it is remembered now */
	take(key: string): boolean;
	/** Forgets an event that came to nothing, so that it is taken when it is sent again. */
	forget(key: string): void;
}

/**
 * Opens the memory of this trigger: that of this process, and what n8n keeps with the workflow ("static data",
 * which it reads for each call and writes after it, the last one winning). So one main process misses nothing, also
 * after a restart; of several, each knows of the others' events only what was written down.
 */
export function openEventMemory(context: IWebhookFunctions): EventMemory {
	const kept = context.getWorkflowStaticData('node');
	const id = `${context.getWorkflow().id} ${context.getNode().id}`;
	const events = memories.get(id) ?? new Set<string>();
	memories.set(id, events);
	if (Array.isArray(kept.events)) for (const event of kept.events) events.add(String(event));

	const writeDown = () => {
		kept.events = [...events].slice(-MOST_KEPT);
	};
	return {
		take: (key) => {
			const event = shortened(key);
			if (events.has(event)) return false;
			events.add(event);
			const [oldest] = events;
			if (events.size > MOST_EVENTS && oldest !== undefined) events.delete(oldest);
			writeDown();
			return true;
		},
		forget: (key) => {
			events.delete(shortened(key));
			writeDown();
		},
	};
}

function shortened(key: string): string {
	return createHash('sha256').update(key).digest('base64url').slice(0, 20);
}
