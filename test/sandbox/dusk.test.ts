import { type Sandbox, startSandbox } from '../../sandbox';
import {
	choice,
	dusk,
	latestPicture,
	newOrder,
	pictures,
	smallPhoto,
	submit,
	text,
	upload,
} from './client';
import { difference, look, pixels } from './measure';

const sky = { left: 0.02, top: 0.02, right: 0.98, bottom: 0.12 };
const lowSky = { left: 0.02, top: 0.27, right: 0.12, bottom: 0.31 };
const lawn = { left: 0.3, top: 0.75, right: 0.6, bottom: 0.84 };
const tree = { left: 0.01, top: 0.36, right: 0.08, bottom: 0.6 };
const skies = [
	'Dusk With Cloud',
	'Dusk Without Cloud',
	'Twilight Sky With Cloud',
	'Twilight Sky Without Cloud',
];

describe('A photo turned to dusk', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0, rateLimit: null });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	const order = async (title: string, more: object = {}) => {
		const order_id = await newOrder(sandbox, dusk);
		const selected_widgets = [await choice(sandbox, dusk, undefined, 'sky style', title)];
		expect((await submit(sandbox, { order_id, selected_widgets, ...more })).status).toBe(200);
		return order_id;
	};
	const darken = async (title: string, more: object = {}) =>
		await latestPicture(sandbox, await order(title, more));

	it.each(skies)('is darker than by day: %s', async (title) => {
		const before = await smallPhoto('darkFacade');
		const after = await darken(title);
		expect((await look(after, lawn)).light).toBeLessThan((await look(before, lawn)).light * 0.85);
		expect((await look(after)).light).toBeLessThan((await look(before)).light * 0.95);
	});

	it.each(skies)('has an evening sky, blue above and warmer below: %s', async (title) => {
		const before = await look(await smallPhoto('darkFacade'), sky);
		const after = await darken(title);
		const above = await look(after, sky);
		const below = await look(after, lowSky);
		expect(above.b / above.g).toBeGreaterThan((before.b / before.g) * 1.15);
		expect(below.r / below.b).toBeGreaterThan((above.r / above.b) * 1.25);
	});

	it('is darker at twilight than at dusk', async () => {
		const [late, early] = [
			await darken('Twilight Sky Without Cloud'),
			await darken(skies[1] ?? ''),
		];
		expect((await look(late, sky)).light).toBeLessThan((await look(early, sky)).light * 0.6);
		expect((await look(late, lawn)).light).toBeLessThan((await look(early, lawn)).light);
	});

	it.each([
		['Dusk With Cloud', 'Dusk Without Cloud'],
		['Twilight Sky With Cloud', 'Twilight Sky Without Cloud'],
	])('has clouds or none: %s, %s', async (cloudy, clear) => {
		const upper = { ...sky, bottom: 0.3 };
		expect(await difference(await darken(cloudy), await darken(clear), upper)).toBeGreaterThan(6);
	});

	it('has warm light in its windows', async () => {
		const lit = (bytes: Buffer) => {
			let count = 0;
			for (let at = 0; at < bytes.length; at += 3) {
				const [r = 0, g = 0, b = 0] = bytes.subarray(at, at + 3);
				if (r > 150 && g > 100 && r > b * 1.7) count += 1;
			}
			return count;
		};
		const before = await pixels(await smallPhoto('darkFacade'));
		const after = await pixels(await darken('Twilight Sky Without Cloud'));
		expect(lit(before.data)).toBe(0);
		expect(lit(after.data)).toBeGreaterThan(after.width * after.height * 0.01);
	});

	it('has lighter shadows where they are to be removed', async () => {
		const kept = await darken('Dusk With Cloud');
		const removed = await darken('Dusk With Cloud', { remove_shadow: true });
		expect((await look(removed, tree)).light).toBeGreaterThan((await look(kept, tree)).light * 1.2);
		expect(await difference(kept, removed, sky)).toBeLessThan(1);
	});

	it('notes sky and shadow with its picture', async () => {
		const orderId = await order('Twilight Sky Without Cloud', { remove_shadow: true });
		expect(await pictures(sandbox, orderId)).toMatchObject([
			{
				sky_style: 'Twilight Sky Without Cloud',
				shadow_removal: true,
				prompt: 'Twilight Sky Without Cloud without Shadow',
				space: '',
			},
		]);
	});

	it('is the same with a space, which is read over', async () => {
		const orderId = await order('Dusk With Cloud', { space_name: 'space-outdoor--' });
		const plain = await darken('Dusk With Cloud');
		expect(await latestPicture(sandbox, orderId)).toEqual(plain);
		expect(await pictures(sandbox, orderId)).toMatchObject([{ space: '' }]);
	});

	it('is refused without a sky', async () => {
		const order_id = await newOrder(sandbox, dusk);
		expect(await submit(sandbox, { order_id })).toMatchObject({
			status: 400,
			body: { key: 'api_error_widget_required' },
		});
	});

	it('can be of a room: that gets dark, and its ceiling is no sky', async () => {
		const room = await smallPhoto('livingRoom');
		const order_id = text((await upload(sandbox, room, dusk)).body, 'order_id');
		const selected_widgets = [
			await choice(sandbox, dusk, undefined, 'sky style', 'Dusk With Cloud'),
		];
		await submit(sandbox, { order_id, selected_widgets });
		const after = await latestPicture(sandbox, order_id);
		const ceiling = { left: 0.2, top: 0.02, right: 0.8, bottom: 0.15 };
		const [wasLit, isLit] = [await look(room, ceiling), await look(after, ceiling)];
		expect(isLit.light).toBeLessThan(wasLit.light * 0.7);
		expect(isLit.r / isLit.b).toBeGreaterThan(0.8);
		expect(isLit.r / isLit.b).toBeLessThan((wasLit.r / wasLit.b) * 1.1);
	});
});
