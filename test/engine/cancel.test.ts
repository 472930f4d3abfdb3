/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { clock } from '../../nodes/shared/clock';
import { watchLog } from './harness/log';
import { useStage, STAGING } from './harness/setup';

const stage = useStage({ etaSeconds: 600 });

/** Whether a call to `path` has begun. */
const called = (path: RegExp) => () => stage.sandbox.calls.some((call) => path.test(call.path));

/** Runs, cancels when it is time to, and waits until nothing is on its way any more. */
async function cancelledAt(isTime: () => boolean, count = 1, parameters = {}) {
	const log = await watchLog();
	const items = await Promise.all(Array.from({ length: count }, () => stage.photoItem()));
	await new Promise<void>((resolve) => {
		void stage.run({
			items,
			parameters: { ...STAGING, ...parameters, options: { pollInterval: 0.05 } },
			onStart: (cancel) => {
				const watch = setInterval(() => {
					if (!isTime()) return;
					clearInterval(watch);
					cancel();
					resolve();
				}, 5);
			},
		});
	});
	const before = stage.sandbox.calls.length;
	await clock.pause(1);
	const after = stage.sandbox.calls.length;
	await clock.pause(0.5);
	log.stop();
	return { before, after, later: stage.sandbox.calls.length, log: log.lines.join('\n') };
}

describe('cancel means stop', () => {
	it('while the picture is made: no further look, and the log names the order', async () => {
		const { after, later, log } = await cancelledAt(called(/^\/v1\/order\/[0-9a-f-]{36}$/));
		const [order] = stage.sandbox.orders;
		expect(later).toBe(after);
		expect(log).toContain(`the execution was cancelled; order ${order?.order_id} is ordered`);
		expect(order?.submits).toBe(1);
	});

	it('while a submit is under way: the log says that it may have been taken', async () => {
		stage.sandbox.misbehave({
			method: 'POST',
			path: '/v1/order',
			delaySeconds: 3,
			afterHandling: true,
		});
		const { after, later, log } = await cancelledAt(called(/^\/v1\/order$/));
		const [order] = stage.sandbox.orders;
		expect(later).toBe(after);
		expect(log).toContain(`order ${order?.order_id} was being submitted, and may have been taken`);
	});

	it('also names the orders of items that were through already', async () => {
		stage.sandbox.misbehave({ method: 'POST', path: '/v1/order', skip: 3, delaySeconds: 3 });
		const { log } = await cancelledAt(
			() => stage.sandbox.orders.filter(({ submits }) => submits > 0).length === 3,
			4,
			{ waitForResult: false },
		);
		const paid = stage.sandbox.orders.filter(({ submits }) => submits > 0);
		expect(paid).toHaveLength(3);
		for (const { order_id } of paid) expect(log).toContain(`order ${order_id} `);
	});

	it('while images are uploaded: nothing is submitted any more', async () => {
		stage.sandbox.misbehave({ path: '/v1/order/image', delaySeconds: 0.3, times: Infinity });
		const { after, later } = await cancelledAt(called(/^\/v1\/order\/image$/), 12);
		expect(later).toBe(after);
		expect(stage.calls()).not.toContain('POST /v1/order');
	});
});
