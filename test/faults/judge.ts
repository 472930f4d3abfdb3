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
	const good = items.filter(({ json, binary }) => json.error === undefined && binary?.data);
	const failed = [...items, ...errorItems].filter((item) => 'error' in item.json || item.error);

	const shown = {
		items: JSON.stringify(items.filter((item) => !failed.includes(item))),
		'failed items': JSON.stringify(failed.map(({ json }) => json)),
		error: error && log === undefined ? `${error.message}. ${error.description ?? ''}` : '',
		log: log?.join('\n') ?? '',
	};
	const namedIn = (place: keyof typeof shown) =>
		taken.filter(({ order_id }) => shown[place].includes(order_id));
	const named = new Set([
		...namedIn('items'),
		...namedIn('failed items'),
		...namedIn('error'),
		...namedIn('log'),
	]);
	const [firstFailed] = failed;
	const seen =
		log === undefined
			? shown.error || String(firstFailed?.json.error ?? firstFailed?.error?.message ?? '')
			: `In n8n's log: ${[...new Set(log.map((line) => withoutChance(line, orders)))].join('. ') || 'nothing'}`;
	return {
		paid,
		delivered: good.length,
		lost: taken.length - named.size,
		double: paid - photos.size,
		seen: withoutChance(seen, orders),
		kept:
			describeKept([
				['picture', good.length, ''],
				['order ID', namedIn('error').length, 'in the error'],
				['order ID', namedIn('failed items').length, 'in failed items'],
				['order ID', namedIn('log').length, "in n8n's log"],
			]) || (paid === 0 ? 'nothing was paid' : 'nothing'),
	};
}

function describeKept(parts: Array<[string, number, string]>): string {
	return parts
		.filter(([, count]) => count > 0)
		.map(([what, count, where]) => `${count} ${what}${count === 1 ? '' : 's'} ${where}`.trim())
		.join(', ');
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
