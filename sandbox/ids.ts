import { randomBytes, randomUUID } from 'node:crypto';

/** A new id of the kind that orders, images and users have. */
export function newId(): string {
	return randomUUID();
}

/** A new id of the kind that v3 gives: 24 hex digits, which begin with the time in seconds. */
export function newObjectId(): string {
	const seconds = Math.floor(Date.now() / 1000).toString(16);
	return seconds.padStart(8, '0') + randomBytes(8).toString('hex');
}

/** A new API key. */
export function newKey(): string {
	return randomBytes(32).toString('hex');
}

/** Hands out opaque ids that stay the same for one start, and differ on the next. */
export class IdBook {
	private readonly ids = new Map<string, string>();

	/** The id of the thing that these words name; the same words give the same id. */
	of(...words: string[]): string {
		const name = JSON.stringify(words);
		const known = this.ids.get(name);
		if (known !== undefined) return known;
		const id = randomBytes(12).toString('hex');
		this.ids.set(name, id);
		return id;
	}
}
