import { shutDoor } from '../doors';
import type { Ground } from '../ground';
import { AT, CONTINUE, RETRY, type Scenario, underBoth } from '../scenario';

const REFUSAL = {
	status: 422,
	body: { error: 'this photo shows no room', key: 'api_error_no_room' },
};

/** Strikes every third submit. */
function everyThird(fault: Parameters<Ground['sandbox']['misbehave']>[0]) {
	return ({ sandbox }: Ground) => {
		for (let skip = 2; skip < 30; skip += 3) sandbox.misbehave({ ...AT.submit, ...fault, skip });
	};
}

/** What can happen to the one request that costs money. */
export const SUBMITTING: Scenario[] = [
	...underBoth({
		fault: '10 orders in 10 minutes, 429 after that',
		where: 'submit',
		photos: 25,
		sandbox: { rateLimit: { orders: 10, windowSeconds: 600 } },
	}),
	{
		fault: '429 for all, On Rate Limit set to Fail',
		where: 'submit',
		photos: 3,
		parameters: { options: { onRateLimit: 'fail' } },
		settings: CONTINUE,
		sandbox: { rateLimit: { orders: 0, windowSeconds: 600 } },
	},
	{
		fault: 'the vendor refuses photo 7, while 2 others are under way',
		where: 'submit',
		photos: 20,
		// What came before it is answered by then, and what comes after it is under way.
		arrange: ({ sandbox }) => {
			sandbox.misbehave({ ...AT.submit, ...REFUSAL, skip: 6, delaySeconds: 0.4 });
			sandbox.misbehave({ ...AT.submit, skip: 7, times: Infinity, delaySeconds: 0.8 });
		},
	},
	{
		fault: 'the vendor refuses photo 7',
		where: 'submit',
		photos: 20,
		settings: CONTINUE,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.submit, ...REFUSAL, skip: 6 }),
	},
	{
		fault: 'the vendor refuses photo 7 at first',
		where: 'submit',
		photos: 20,
		settings: RETRY,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.submit, ...REFUSAL, skip: 6 }),
	},
	{
		fault: 'the vendor refuses photo 7 and all after it',
		where: 'submit',
		photos: 20,
		settings: RETRY,
		arrange: ({ sandbox }) =>
			sandbox.misbehave({ ...AT.submit, ...REFUSAL, skip: 6, times: Infinity, delaySeconds: 0.3 }),
	},
	{
		fault: '408, though the order was taken',
		where: 'submit',
		photos: 1,
		settings: RETRY,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.submit, status: 408, afterHandling: true }),
	},
	...underBoth({
		fault: 'every third answer lost after the order was taken',
		where: 'submit',
		photos: 6,
		arrange: everyThird({ cut: 'after' }),
	}),
	{
		fault: 'all answers lost after the orders were taken, Wait for Result off',
		where: 'submit',
		photos: 6,
		parameters: { waitForResult: false },
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.submit, cut: 'after', times: Infinity }),
	},
	{
		fault: 'every third answer a 500 after the order was taken',
		where: 'submit',
		photos: 6,
		settings: RETRY,
		arrange: everyThird({
			status: 500,
			body: { error: 'internal error', key: 'api_error_internal' },
			afterHandling: true,
		}),
	},
	{
		fault: '401',
		where: 'submit',
		photos: 3,
		arrange: ({ sandbox }) =>
			sandbox.misbehave({
				...AT.submit,
				status: 401,
				body: { error: 'invalid key' },
				times: Infinity,
			}),
	},
	{
		fault: '401, though the order was taken',
		where: 'submit',
		photos: 1,
		arrange: ({ sandbox }) =>
			sandbox.misbehave({
				...AT.submit,
				status: 401,
				body: { error: 'invalid key' },
				afterHandling: true,
			}),
	},
	{
		fault: 'connection refused for 3 seconds',
		where: 'submit',
		photos: 1,
		arrange: async (ground) => await shutDoor(ground, 'POST /v1/order/image', 3),
	},
	{
		fault: 'connection refused for an hour',
		where: 'submit',
		photos: 1,
		arrange: async (ground) => await shutDoor(ground, 'POST /v1/order/image', 3600),
	},
	...underBoth({
		fault: 'the connection is cut before the order was taken',
		where: 'submit',
		photos: 1,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.submit, cut: 'before' }),
	}),
	{
		fault: 'an HTML page with 200, after the order was taken',
		where: 'submit',
		photos: 2,
		arrange: ({ sandbox }) =>
			sandbox.misbehave({ ...AT.submit, body: '<h1>Hello</h1>', afterHandling: true }),
	},
	{
		fault: 'an HTML page with 200, and the order was not taken',
		where: 'submit',
		photos: 1,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.submit, body: '<h1>Please log in</h1>' }),
	},
	{
		fault: 'an empty answer with 200, after the order was taken',
		where: 'submit',
		photos: 2,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.submit, status: 200, afterHandling: true }),
	},
];
