import { clock } from './clock';
import { Failure } from './failure';
import { firstTextOf, isRecord, textOf } from './unknownValues';

/** An answer of the API, whatever its status. */
export interface Answer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** How much of the vendor's text is shown, in characters. */
const LONGEST_TEXT = 300;

const ADVICE: Record<number, string> = {
	400: 'Check the parameters of this item.',
	401: "Check 'API Key' in the AI HomeDesign credential: copy it again from the API section of the dashboard, whole and without quotes.",
	402: 'Check the plan and the credits of the AI HomeDesign account.',
	403: 'The key is known, but its plan does not include this. Ask AI HomeDesign to switch it on for the account.',
	404: 'Check the ID, and that it belongs to the account of this API key.',
	413: 'Send a smaller image: AI HomeDesign takes at most 50 MB.',
	415: 'Send the image as JPG, PNG, WEBP, HEIC, TIFF or camera RAW.',
	422: 'A value of this item is not accepted. Choose space and style from the lists again.',
	429: 'AI HomeDesign takes no more calls for now. Wait some minutes.',
};

/**
 * @returns the vendor's own words in an answer that refuses: `error`, `errors` or `message` of a JSON body, or
 * what a person would read of an HTML page or a text; undefined for an empty body
 */
export function vendorText(body: unknown): string | undefined {
	if (isRecord(body)) {
		const { error, errors, message } = body;
		const nested = isRecord(error) ? firstTextOf(error.message, error.error) : undefined;
		const list = Array.isArray(errors) ? errors.map(textOf).filter(Boolean).join(', ') : errors;
		return shorten(firstTextOf(error, nested, list, message));
	}
	return shorten(textOf(body)?.replace(/<(style|script|head)\b[\s\S]*?<\/\1>|<[^>]*>/gi, ' '));
}

/**
 * Refuses every answer that is not 2xx.
 *
 * @throws Failure with the vendor's words first, then what to do; details hold status and vendor's key
 */
export function throwOnRefusal({ statusCode, headers, body }: Answer): void {
	if (statusCode >= 200 && statusCode < 300) return;
	const text = vendorText(body) ?? 'AI HomeDesign refused the request without a word';
	throw new Failure(
		`${text} (HTTP ${statusCode})`,
		adviceFor(statusCode),
		{ status: statusCode, key: isRecord(body) ? textOf(body.key) : undefined },
		readRetryAfter(headers['retry-after']),
	);
}

/** @returns the seconds that a `Retry-After` header asks for, given as seconds or as a date */
function readRetryAfter(header: unknown): number | undefined {
	const text = textOf(header);
	if (text === undefined) return undefined;
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date / 1000 - clock.now());
}

/**
 * @returns what to say when a 2xx answer lacks what it should hold
 * @param what in words, such as "the order ID"
 */
export function unreadable(what: string, { statusCode, body }: Answer): Failure {
	const text = isRecord(body) ? undefined : vendorText(body);
	return new Failure(
		`AI HomeDesign answered without ${what} (HTTP ${statusCode})${text ? `: ${text}` : ''}`,
		"Check 'Base URL' in the AI HomeDesign credential, and whether a proxy or login page stands between.",
		{ status: statusCode },
	);
}

function adviceFor(statusCode: number): string {
	if (statusCode >= 500) return 'AI HomeDesign is in trouble itself. Try again later.';
	if (statusCode >= 300 && statusCode < 400) {
		return "The address points elsewhere, and the API key is not sent along. Check 'Base URL' in the AI HomeDesign credential.";
	}
	return ADVICE[statusCode] ?? 'Check the parameters of this item.';
}

function shorten(text: string | undefined): string | undefined {
	const oneLine = text?.replace(/\s+/g, ' ').trim();
	if (!oneLine) return undefined;
	return oneLine.length > LONGEST_TEXT ? `${oneLine.slice(0, LONGEST_TEXT)}...` : oneLine;
}
