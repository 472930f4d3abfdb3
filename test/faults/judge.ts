import type { INodeExecutionData } from 'n8n-workflow';
import type { SandboxOrder } from '../../sandbox';
import type { Outcome } from '../engine/harness/run';

/** What came of a scenario. */
export interface Result {
	/** Orders that the sandbox took. */
	paid: number;
	/** Items that came out with a picture. */
	delivered: number;
	/** Paid orders whose ID stands nowhere that the user can see. */
	lost: number;
	/** Orders paid beyond one for each photo. */
	double: number;
	/** What the user reads; empty where nothing went wrong. */
	seen: string;
	/** What is left of the money, in words. */
	kept: string;
}

/** What is found outside of the node's output. */
export interface Evidence {
	orders: SandboxOrder[];
	/** What the node said in n8n's log, of a cancelled execution: of that, n8n shows nothing else. */
	log?: string[];
}

/** Counts what came of an execution, from what the sandbox took and what the user can see. */
export function judge({ items, errorItems, error }: Outcome, { orders, log }: Evidence): Result {
	const taken = orders.filter(({ submits }) => submits > 0);
	const paid = taken.reduce((sum, { submits }) => sum + submits, 0);
	const photos = new Set(taken.map(({ file_name }) => file_name));
	const failed = [...items, ...errorItems].filter((item) => 'error' in item.json || item.error);
	const good = items.filter((item) => !failed.includes(item));
	const delivered = good.filter(({ binary }) => binary?.data);

	const shown = {
		pictures: textOf(delivered),
		items: textOf(good.filter((item) => !delivered.includes(item))),
		'failed items': textOf(failed),
		'the error': error && log === undefined ? `${error.message}. ${error.description ?? ''}` : '',
		"n8n's log": log?.join('\n') ?? '',
	};
	const isNamedIn = (text: string, { order_id }: SandboxOrder) => text.includes(order_id);
	const isNamed = (order: SandboxOrder) =>
		Object.values(shown).some((text) => isNamedIn(text, order));
	const [firstFailed] = failed;
	const seen =
		log === undefined
			? shown['the error'] || String(firstFailed?.json.error ?? firstFailed?.error?.message ?? '')
			: `In n8n's log: ${[...new Set(log.map((line) => withoutChance(line, orders)))].join('. ') || 'nothing'}`;
	const kept = [
		countOf('picture', delivered.length),
		...Object.entries(shown).map(([place, text]) => {
			if (place === 'pictures') return '';
			const count = taken.filter((order) => isNamedIn(text, order)).length;
			return count === 0 ? '' : `${countOf('order ID', count)} in ${place}`;
		}),
	].filter(Boolean);
	return {
		paid,
		delivered: delivered.length,
		lost: taken.filter((order) => !isNamed(order)).length,
		double: paid - photos.size,
		seen: withoutChance(seen, orders),
		kept: kept.join(', ') || (paid === 0 ? 'nothing was paid' : 'nothing'),
	};
}

function textOf(items: INodeExecutionData[]): string {
	return JSON.stringify(items.map(({ json }) => json));
}

function countOf(what: string, count: number): string {
	if (count === 0) return '';
	return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Two runs are to read alike: chance chooses ids, ports, and which of several photos is struck. */
function withoutChance(text: string, orders: SandboxOrder[]): string {
	const ids = orders.flatMap(({ order_id, generated_images }) => [
		order_id,
		...generated_images.map(({ id }) => id),
	]);
	return ids
		.reduce((shorter, id) => shorter.replaceAll(id, '(ID)'), text)
		.replace(/\(ID\)(, \(ID\))+/g, '(IDs)')
		.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')
		.replace(/\[item \d+\]/g, '[item N]')
		.replace(/\s+/g, ' ')
		.trim();
}
