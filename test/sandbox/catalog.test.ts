import { type Sandbox, startSandbox } from '../../sandbox';
import {
	call,
	design,
	dusk,
	enhancement,
	field,
	list,
	maskRemoval,
	removal,
	staging,
	text,
	widgets,
} from './client';

describe('The catalog', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.reset());

	const spaces = async (query: string) =>
		list((await call(sandbox, `/v1/catalog/spaces?${query}`)).body, 'data');
	const names = (found: unknown[]) => found.map((space) => text(space, 'name'));

	it('names spaces as the vendor does, odd endings and all', async () => {
		const found = await spaces(`service_name=${staging}&active=true`);
		expect(names(found)).toEqual(
			expect.arrayContaining(['space-bedroom', 'space-kitchen--', 'space-nursery-1']),
		);
		expect(found[0]).toEqual({
			id: expect.any(String),
			name: 'space-living-room',
			title: 'Living Room',
			description: expect.any(String),
			prompt: expect.any(String),
			icon_src: expect.any(String),
			is_active: true,
			is_premium: false,
			service_ids: [expect.any(String), expect.any(String)],
			priority: 1,
			is_multi_space: false,
		});
	});

	it('leaves out what is not offered at present, if asked to', async () => {
		expect(names(await spaces(`service_name=${staging}`))).toContain('space-foyer');
		expect(names(await spaces(`service_name=${staging}&active=true`))).not.toContain('space-foyer');
	});

	it('has Indoor and Outdoor for the enhancement, each with its own options', async () => {
		const found = await spaces(`service_name=${enhancement}&active=true`);
		expect(found.map((space) => text(space, 'title'))).toEqual(['Indoor', 'Outdoor']);
		const [indoor] = await widgets(sandbox, enhancement, 'space-indoor--');
		const [outdoor] = await widgets(sandbox, enhancement, 'space-outdoor--');
		expect(indoor).toMatchObject({ title: 'Enhancement Options', is_optional: true });
		expect(outdoor?.id).toBe(indoor?.id);
		expect(outdoor?.items).not.toEqual(indoor?.items);
	});

	it('requires a style for staging, and offers the same one by the same id everywhere', async () => {
		const [living] = await widgets(sandbox, staging, 'space-living-room');
		const [kitchen] = await widgets(sandbox, staging, 'space-kitchen--');
		expect(living).toMatchObject({ title: 'style', is_optional: false });
		expect(kitchen?.id).toBe(living?.id);
		expect(living?.items).toEqual(expect.arrayContaining(kitchen?.items ?? []));
		const titles = (widget: typeof living) => widget?.items.map(({ title }) => title);
		expect(titles(living)).toContain('Hampton');
		expect(titles(kitchen)).not.toContain('Hampton');
	});

	it('has the rooms of staging for the design, with a style to choose and colors if wanted', async () => {
		const rooms = await spaces(`service_name=${design}`);
		expect(names(rooms)).toEqual(names(await spaces(`service_name=${staging}`)));
		const [style, color] = await widgets(sandbox, design, 'space-living-room');
		expect(style).toMatchObject({ title: 'style', is_optional: false });
		expect(color).toMatchObject({ title: 'color', is_optional: true });
		expect(color?.items.map(({ title }) => title)).toEqual([
			'Soft Neutrals',
			'Earthy Neutrals',
			'Coastal Calm',
			'Deep Blues',
			'Natural Green',
			'Cool Greys',
		]);
	});

	it('knows the design by its other name too', async () => {
		const alias = 'service-ai-creative-designer';
		expect(await spaces(`service_name=${alias}`)).toEqual(await spaces(`service_name=${design}`));
		expect(await widgets(sandbox, alias, 'space-bedroom')).toEqual(
			await widgets(sandbox, design, 'space-bedroom'),
		);
	});

	it('requires a sky for the evening photo, and no space', async () => {
		expect(await spaces(`service_name=${dusk}`)).toEqual([]);
		const [sky, ...others] = await widgets(sandbox, dusk, undefined);
		expect(others).toEqual([]);
		expect(sky).toMatchObject({ title: 'sky style', is_optional: false });
		expect(sky?.items.map(({ title }) => title)).toEqual([
			'Dusk With Cloud',
			'Dusk Without Cloud',
			'Twilight Sky With Cloud',
			'Twilight Sky Without Cloud',
		]);
		expect(await widgets(sandbox, dusk, 'space-outdoor--')).toEqual([sky]);
	});

	it.each([removal, maskRemoval])('has nothing to choose for %s', async (service) => {
		expect(await spaces(`service_name=${service}`)).toEqual([]);
		expect(await widgets(sandbox, service, undefined)).toEqual([]);
	});

	it('refuses a service or space that is not known', async () => {
		for (const path of [
			'/v1/catalog/spaces?service_name=nothing',
			'/v1/catalog/items/filter?service_name=nothing',
			'/v1/catalog/items/filter',
			`/v1/catalog/items/filter?service_name=${staging}&space_name=nothing`,
		]) {
			expect(await call(sandbox, path)).toMatchObject({
				status: 400,
				body: { error: expect.any(String), key: expect.any(String) },
			});
		}
	});

	it('offers nothing where it was told so, until the reset', async () => {
		sandbox.offerNothing(staging, 'space-bedroom');
		expect(await widgets(sandbox, staging, 'space-bedroom')).toEqual([]);
		expect(await widgets(sandbox, staging, 'space-living-room')).toHaveLength(1);
		sandbox.offerNothing(staging);
		expect(await spaces(`service_name=${staging}`)).toEqual([]);
		expect(await widgets(sandbox, staging, 'space-living-room')).toEqual([]);
		sandbox.reset();
		expect(await widgets(sandbox, staging, 'space-bedroom')).toHaveLength(1);
	});

	it('has other ids, and another key, on every start', async () => {
		const other = await startSandbox();
		try {
			const [here] = await widgets(sandbox, staging, 'space-bedroom');
			const [there] = await widgets(other, staging, 'space-bedroom');
			const ids = [here, there].flatMap((widget) => [
				widget?.id,
				...(widget?.items ?? []).map(({ id }) => id),
			]);
			expect(new Set(ids).size).toBe(ids.length);
			expect(other.apiKey).not.toBe(sandbox.apiKey);
		} finally {
			await other.close();
		}
	});

	it('tells a good key by the list of projects, wrapped as the live service does', async () => {
		const { status, body } = await call(sandbox, '/v3/project?page=1&limit=1');
		expect(status).toBe(200);
		expect(list(body, 'data')).toHaveLength(1);
		expect(field(body, 'message')).toBe('ok');
		expect(field(body, 'pagination')).toEqual({
			limit: 1,
			page: 1,
			next_page: '',
			previous_page: '',
			total_count: 1,
			total_pages: 1,
		});
	});
});
