import { mayHaveBeenTaken } from '../../nodes/AiHomeDesign/steps/mayHaveBeenTaken';
import { LostAnswer } from '../../nodes/AiHomeDesign/run/onceInExecution';
import { unlessLost } from '../../nodes/AiHomeDesign/steps/unlessLost';
import { BrokenCall } from '../../nodes/shared/brokenCall';
import { Failure } from '../../nodes/shared/failure';

const answered = (status?: number) => new Failure('words', 'Wait.', { status });
const broken = (code?: string) => new BrokenCall('words', 'Wait.', code);

const NOT_TAKEN = [
	...[400, 401, 402, 403, 404, 413, 415, 422, 429].map((status) => answered(status)),
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL', 'CERT_HAS_EXPIRED'].map((code) =>
		broken(code),
	),
];
const PERHAPS_TAKEN = [
	...[undefined, 200, 302, 307, 408, 409, 418, 500, 502, 503, 504].map((status) =>
		answered(status),
	),
	...[undefined, 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'EHOSTUNREACH'].map((code) =>
		broken(code),
	),
];
const named = (failures: Failure[]) =>
	failures.map((failure): [string, Failure] => [
		failure instanceof BrokenCall
			? `a call that broke: ${failure.code}`
			: `an answer: ${failure.details.status}`,
		failure,
	]);

describe('what was asked may have been done', () => {
	it.each(named(NOT_TAKEN))('not after %s', (_name, failure) => {
		expect(mayHaveBeenTaken(failure)).toBe(false);
	});

	it.each(named(PERHAPS_TAKEN))('perhaps after %s', (_name, failure) => {
		expect(mayHaveBeenTaken(failure)).toBe(true);
	});
});

describe('unless the answer is lost', () => {
	const ADVICE = 'Look at the order first.';
	const outcome = async (request: Promise<{ body: unknown; statusCode: number }>) =>
		await unlessLost(
			request.then((answer) => ({ headers: {}, ...answer })),
			'the order',
			ADVICE,
		).catch((error: unknown) => error);

	it('the body of the answer is given', async () => {
		const body = { order_id: '1' };
		expect(await outcome(Promise.resolve({ body, statusCode: 200 }))).toBe(body);
	});

	it('a refusal is told as it came', async () => {
		const refusal = answered(422);
		expect(await outcome(Promise.reject(refusal))).toBe(refusal);
	});

	it('what may have been done is told with the advice, and with what is known of it', async () => {
		const lost = await outcome(Promise.reject(answered(503)));
		expect(lost).toBeInstanceOf(LostAnswer);
		expect(lost).toMatchObject({ message: 'words', advice: ADVICE, details: { status: 503 } });
	});

	it.each(['<html></html>', '', undefined, null, [1], 7])('%j is no answer', async (body) => {
		const lost = await outcome(Promise.resolve({ body, statusCode: 200 }));
		expect(lost).toBeInstanceOf(LostAnswer);
		expect(lost).toMatchObject({ advice: ADVICE, details: { status: 200 } });
	});

	it('an error of the program is no answer', async () => {
		const error = new TypeError('oops');
		expect(await outcome(Promise.reject(error))).toBe(error);
	});
});
