/** What is known about an item that failed; goes into the item's `details` under both Continue settings. */
export interface FailureDetails {
	order_id?: string;
	image_id?: string;
	/** The HTTP status, or the vendor's status of the order or picture. */
	status?: number | string;
	/** The vendor's own error key, such as `api_error_order_not_found`. */
	key?: string;
}

/**
 * Something that stops one item: `message` says what happened (the vendor's own words first, where there
 * are any), `advice` what to do about it. Becomes an n8n error, or an error item, in `answerForItem`.
 */
export class Failure extends Error {
	constructor(
		message: string,
		readonly advice: string,
		readonly details: FailureDetails = {},
		/** How long the other side asks to wait before the next try, in seconds. */
		readonly retryAfter?: number,
	) {
		super(message);
	}
}

/** @returns what `work` brings, or the Failure that it ends with; anything else it throws is thrown */
export async function orFailure<T>(work: Promise<T>): Promise<Failure | T> {
	return await work.catch((error: unknown) => {
		if (error instanceof Failure) return error;
		throw error;
	});
}

/** Something that came too late, after the run was stopped or cancelled: nobody is to be told. */
export class Abandoned extends Error {}
