import { type Sandbox, startSandbox } from '../../sandbox';
import { renderPhoto } from '../../sandbox/photos';
import {
	choice,
	latestPicture,
	newOrder,
	removal,
	staging,
	submit,
	submitStaging,
	text,
	upload,
} from './client';
import { aboveCaption, difference, look, type Part } from './measure';

const size = { width: 640, height: 480 };
const places: [name: string, Part][] = [
	['the sofa', { left: 0.34, top: 0.57, right: 0.65, bottom: 0.68 }],
	['the pictures on the wall', { left: 0.4, top: 0.35, right: 0.59, bottom: 0.49 }],
	['the rug and the table', { left: 0.3, top: 0.72, right: 0.68, bottom: 0.85 }],
	['the armchair', { left: 0.69, top: 0.6, right: 0.86, bottom: 0.78 }],
	['the floor lamp', { left: 0.26, top: 0.41, right: 0.33, bottom: 0.47 }],
	['the plant', { left: 0.71, top: 0.45, right: 0.84, bottom: 0.56 }],
];

describe('A room emptied', () => {
	let sandbox: Sandbox;
	let furnished: Buffer;
	let empty: Buffer;
	let emptied: Buffer;

	const removeItems = async (photo: Buffer) => {
		const order_id = text((await upload(sandbox, photo, removal)).body, 'order_id');
		expect((await submit(sandbox, { order_id })).status).toBe(200);
		return await latestPicture(sandbox, order_id);
	};

	beforeAll(async () => {
		sandbox = await startSandbox({ workSeconds: 0, rateLimit: null });
		furnished = await renderPhoto('furnishedRoom', size);
		empty = await renderPhoto('livingRoom', size);
		emptied = await removeItems(furnished);
	});
	afterAll(async () => await sandbox.close());

	it.each(places)('is without %s', async (_name, part) => {
		const before = await difference(furnished, empty, part);
		const after = await difference(emptied, empty, part);
		expect(before).toBeGreaterThan(30);
		expect(after).toBeLessThan(before * 0.4);
		const [is, was] = [await look(emptied, part), await look(empty, part)];
		expect(Math.hypot(is.r - was.r, is.g - was.g, is.b - was.b)).toBeLessThan(40);
	});

	it('is on the whole what it would be without furniture', async () => {
		const before = await difference(furnished, empty, aboveCaption);
		const after = await difference(emptied, empty, aboveCaption);
		expect(after).toBeLessThan(before / 3);
	});

	it('keeps its window, its ceiling, and the floor in front', async () => {
		for (const part of [
			{ left: 0, top: 0.2, right: 0.15, bottom: 0.65 },
			{ left: 0, top: 0, right: 1, bottom: 0.22 },
			{ left: 0.5, top: 0.9, right: 1, bottom: 1 },
		]) {
			expect(await difference(emptied, furnished, part)).toBeLessThan(2);
		}
	});

	it('stays as it is where it is empty already', async () => {
		expect(await difference(await removeItems(empty), empty, aboveCaption)).toBeLessThan(1);
	});

	it('may be one that was staged before', async () => {
		const orderId = text((await upload(sandbox, empty, staging)).body, 'order_id');
		await submitStaging(sandbox, orderId, 'Modern');
		const staged = await latestPicture(sandbox, orderId);
		const before = await difference(staged, empty, aboveCaption);
		const after = await difference(await removeItems(staged), empty, aboveCaption);
		expect(after).toBeLessThan(before * 0.6);
	});

	it('takes no widget', async () => {
		const order_id = await newOrder(sandbox, removal);
		const style = await choice(sandbox, staging, 'space-living-room', 'style', 'Modern');
		expect(await submit(sandbox, { order_id, selected_widgets: [style] })).toMatchObject({
			status: 400,
			body: { key: 'api_error_widget_not_found' },
		});
	});
});
