import { finishedImage, parseOrder } from '../../nodes/shared/order';

const orderWith = (fields: object) =>
	parseOrder({ statusCode: 200, headers: {}, body: { id: '1', status: 'idle', ...fields } }, '1');

const working = { id: 'a', src: '', status: 'regular_started' };
const done = { id: 'b', src: 'https://example.com/b.jpg', status: 'regular_finished' };

describe('when an order is finished', () => {
	it('its picture has an address', () => {
		expect(finishedImage(orderWith({ generated_images: [working, done] }), 'b')?.id).toBe('b');
	});

	it('not while the picture of the submit has none, though an older one has', () => {
		expect(finishedImage(orderWith({ generated_images: [done, working] }), 'a')).toBeUndefined();
	});

	it('the newest picture counts where none has the ID of the submit', () => {
		const old = { ...done, id: 'old', created_at: '2026-01-01T00:00:00Z' };
		const young = { ...done, id: 'young', created_at: '2026-05-01T00:00:00Z' };
		expect(finishedImage(orderWith({ generated_images: [young, old] }), 'x')?.id).toBe('young');
		expect(finishedImage(orderWith({ generated_images: [old, young] }), undefined)?.id).toBe(
			'young',
		);
	});

	it('the last one counts where times say nothing', () => {
		const zero = { ...done, created_at: '0001-01-01T00:00:00Z' };
		const images = [
			{ ...zero, id: 'first' },
			{ ...zero, id: 'last' },
		];
		expect(finishedImage(orderWith({ generated_images: images }), 'x')?.id).toBe('last');
	});

	it.each([null, undefined, [], [null, 'x', 7]])('not with the pictures %j', (generated_images) => {
		expect(finishedImage(orderWith({ generated_images }), 'a')).toBeUndefined();
	});

	it.each(['failed', 'ERROR', 'regular_failed', 'Regular_Rejected', 'canceled', 'cancelled'])(
		'it came to nothing with the status %s, of the picture or of the order',
		(status) => {
			const picture = orderWith({ generated_images: [{ ...working, status }] });
			expect(() => finishedImage(picture, 'a')).toThrow(`its status is ${status}`);
			expect(() => finishedImage(orderWith({ status, generated_images: [] }), 'a')).toThrow(status);
		},
	);

	it.each(['idle', 'active', 'regular_started', 'queued', ''])(
		'it is at work with %j',
		(status) => {
			const order = orderWith({ generated_images: [{ ...working, status }] });
			expect(finishedImage(order, 'a')).toBeUndefined();
		},
	);

	it('ids may be numbers', () => {
		const order = orderWith({ id: 12, generated_images: [{ ...done, id: 7 }] });
		expect(order.id).toBe('12');
		expect(finishedImage(order, '7')?.id).toBe('7');
	});

	it.each(['<html>', '', null, [], { data: [] }])('%j is no order', (body) => {
		expect(() => parseOrder({ statusCode: 200, headers: {}, body }, '1')).toThrow(
			'answered without the order',
		);
	});
});
