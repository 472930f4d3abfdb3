import { type Sandbox, startSandbox } from '../../sandbox';
import {
	call,
	choice,
	design,
	latestPicture,
	list,
	newOrder,
	smallPhoto,
	staging,
	submit,
	text,
	upload,
} from './client';
import { aboveCaption, difference, look } from './measure';
import { receive } from './receiver';

const space = 'space-living-room';
const backWall = { left: 0.62, top: 0.28, right: 0.76, bottom: 0.38 };
const rug = { left: 0.36, top: 0.82, right: 0.6, bottom: 0.86 };

describe('A room redesigned', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0, rateLimit: null });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	const order = async (style: string, color?: string) => {
		const order_id = await newOrder(sandbox, design);
		const selected_widgets = [await choice(sandbox, design, space, 'style', style)];
		if (color !== undefined) {
			selected_widgets.push(await choice(sandbox, design, space, 'color', color));
		}
		expect((await submit(sandbox, { order_id, space_name: space, selected_widgets })).status).toBe(
			200,
		);
		return order_id;
	};
	const redesign = async (style: string, color?: string) =>
		await latestPicture(sandbox, await order(style, color));

	it('has walls and textiles in the colors that were chosen', async () => {
		const before = await look(await smallPhoto(), backWall);
		expect(before.r).toBeGreaterThan(before.b);
		const blue = await redesign('Modern', 'Deep Blues');
		for (const part of [backWall, rug]) {
			const { r, b } = await look(blue, part);
			expect(b).toBeGreaterThan(r * 1.3);
		}
		const green = await look(await redesign('Modern', 'Natural Green'), backWall);
		expect(green.g).toBeGreaterThan(Math.max(green.r, green.b) * 1.05);
		const earthy = await look(await redesign('Modern', 'Earthy Neutrals'), backWall);
		expect(earthy.r).toBeGreaterThan(earthy.b * 1.3);
	});

	it('looks different in each of its colors', async () => {
		const colors = ['Soft Neutrals', 'Earthy Neutrals', 'Coastal Calm', 'Deep Blues', 'Cool Greys'];
		const walls = await Promise.all(
			colors.map(async (color) => await look(await redesign('Modern', color), backWall)),
		);
		for (const [index, one] of walls.entries()) {
			for (const other of walls.slice(index + 1)) {
				expect(Math.hypot(one.r - other.r, one.g - other.g, one.b - other.b)).toBeGreaterThan(18);
			}
		}
	});

	it('has furniture in the style that was chosen', async () => {
		const modern = await redesign('Modern', 'Coastal Calm');
		const hampton = await redesign('Hampton', 'Coastal Calm');
		expect(await difference(modern, hampton, aboveCaption)).toBeGreaterThan(3);
	});

	it('is redesigned without colors as well', async () => {
		const plain = await redesign('Modern');
		expect(await difference(plain, await smallPhoto(), aboveCaption)).toBeGreaterThan(12);
		const colored = await redesign('Modern', 'Deep Blues');
		expect(await difference(plain, colored, aboveCaption)).toBeGreaterThan(12);
	});

	it('loses the furniture that stood in it', async () => {
		const [furnished, empty] = await Promise.all(
			(['furnishedRoom', 'livingRoom'] as const).map(async (name) => {
				const photo = await smallPhoto(name);
				const order_id = text((await upload(sandbox, photo, design)).body, 'order_id');
				const selected_widgets = [await choice(sandbox, design, space, 'style', 'Modern')];
				await submit(sandbox, { order_id, space_name: space, selected_widgets });
				return await latestPicture(sandbox, order_id);
			}),
		);
		if (!furnished || !empty) throw new Error('a picture is missing');
		expect(await difference(furnished, empty, aboveCaption)).toBeLessThan(7);
	});

	it('tells style and colors with its picture and by the webhook', async () => {
		const receiver = await receive();
		try {
			sandbox.setWebhookUrl(receiver.url);
			const orderId = await order('Modern', 'Deep Blues');
			expect(await receiver.first(1)).toMatchObject([
				{ order_id: orderId, image: { style: 'Modern', color: 'Deep Blues', space } },
			]);
			const { body } = await call(sandbox, `/v1/order/${orderId}`);
			expect(list(body, 'generated_images')).toMatchObject([{ prompt: 'Modern Deep Blues' }]);
		} finally {
			sandbox.setWebhookUrl(undefined);
			await receiver.close();
		}
	});

	it('is refused without a style, and without a space', async () => {
		const order_id = await newOrder(sandbox, design);
		const color = await choice(sandbox, design, space, 'color', 'Deep Blues');
		const style = await choice(sandbox, design, space, 'style', 'Modern');
		expect(
			await submit(sandbox, { order_id, space_name: space, selected_widgets: [color] }),
		).toMatchObject({ status: 400, body: { key: 'api_error_widget_required' } });
		expect(await submit(sandbox, { order_id, selected_widgets: [style] })).toMatchObject({
			status: 400,
			body: { key: 'api_error_space_required' },
		});
	});

	it('is refused with a widget of the staging, which has ids of its own', async () => {
		const order_id = await newOrder(sandbox, design);
		const style = await choice(sandbox, staging, space, 'style', 'Modern');
		expect(
			await submit(sandbox, { order_id, space_name: space, selected_widgets: [style] }),
		).toMatchObject({ status: 400, body: { key: 'api_error_widget_not_found' } });
	});

	it('cannot be ordered by the name that only the catalog knows', async () => {
		const alias = 'service-ai-creative-designer';
		expect(await upload(sandbox, await smallPhoto(), alias)).toMatchObject({
			status: 400,
			body: { key: 'api_error_service_not_found' },
		});
	});
});
