import { throwOnRefusal, vendorText } from '../../nodes/shared/answer';

describe("the vendor's own words are found", () => {
	it.each<[unknown, string | undefined]>([
		[{ error: 'order not found', key: 'api_error_order_not_found' }, 'order not found'],
		[{ errors: 'Invalid project_id' }, 'Invalid project_id'],
		[{ errors: ['a', 'b'] }, 'a, b'],
		[{ error: { message: 'deep' } }, 'deep'],
		[{ message: 'only a message' }, 'only a message'],
		[{ error: '' }, undefined],
		[{}, undefined],
		['', undefined],
		[null, undefined],
		[undefined, undefined],
		[[], undefined],
		['plain text', 'plain text'],
		[
			'<html><head><title>x</title></head><body><b>Bad</b>\n\n Gateway</body></html>',
			'Bad Gateway',
		],
		['<script>alert(1)</script>', undefined],
		[{ error: 404 }, '404'],
	])('in %j: %j', (body, text) => {
		expect(vendorText(body)).toBe(text);
	});

	it('and cut to what a person reads', () => {
		expect(vendorText('x'.repeat(5000))).toHaveLength(303);
	});
});

describe('every status but 2xx refuses', () => {
	it.each([200, 201, 204])('%i does not', (statusCode) => {
		expect(() => throwOnRefusal({ statusCode, headers: {}, body: {} })).not.toThrow();
	});

	it.each([100, 301, 304, 400, 418, 451, 500, 599])(
		'%i does, and says what to do',
		(statusCode) => {
			try {
				throwOnRefusal({ statusCode, headers: {}, body: { error: 'no', key: 'k' } });
			} catch (error) {
				expect(error).toMatchObject({
					message: `no (HTTP ${statusCode})`,
					advice: expect.stringMatching(/\w+.*\.$/),
					details: { status: statusCode, key: 'k' },
				});
				return;
			}
			throw new Error('it did not');
		},
	);
});
