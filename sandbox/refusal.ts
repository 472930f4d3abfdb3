/** A refusal in the vendor's words: an HTTP status, a sentence, and mostly a key. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly key?: string,
	) {
		super(message);
	}

	/** The JSON body the vendor answers: `{error, key}`, or `{error}` where it knows no key. */
	get body(): { error: string; key?: string } {
		return this.key === undefined
			? { error: this.message }
			: { error: this.message, key: this.key };
	}
}
