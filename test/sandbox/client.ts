import type { Sandbox } from '../../sandbox';
import { renderPhoto, type PhotoName } from '../../sandbox/photos';

/** An answer as a caller sees it. */
export interface Answer {
	status: number;
	headers: Headers;
	body: unknown;
}

export interface Widget {
	id: string;
	title: string;
	is_optional: boolean;
	items: { id: string; title: string }[];
}

export const staging = 'service-ai-virtual-staging';
export const enhancement = 'service-image-enhancement';
export const design = 'service-creative-designer';
export const dusk = 'service-day-to-dusk';
export const removal = 'service-item-removal';
export const maskRemoval = 'service-item-removal-mask';

const photoFor: Readonly<Record<string, PhotoName>> = {
	[enhancement]: 'darkFacade',
	[dusk]: 'darkFacade',
	[removal]: 'furnishedRoom',
	[maskRemoval]: 'furnishedRoom',
};

const photos = new Map<PhotoName, Promise<Buffer>>();

/** A small photo; each is rendered once. */
export function smallPhoto(name: PhotoName = 'livingRoom'): Promise<Buffer> {
	const known = photos.get(name) ?? renderPhoto(name, { width: 240, height: 180 });
	photos.set(name, known);
	return known;
}

/** Calls the API with its key, or with other headers. */
export async function call(
	sandbox: Sandbox,
	path: string,
	init: RequestInit = {},
	headers: Record<string, string> = { 'x-api-key': sandbox.apiKey },
): Promise<Answer> {
	const response = await fetch(sandbox.url + path, { ...init, headers });
	const text = await response.text();
	const json = response.headers.get('content-type')?.includes('json') ?? false;
	return {
		status: response.status,
		headers: response.headers,
		body: json ? JSON.parse(text) : text,
	};
}

/** Uploads a file; without a file it sends the service's name alone. */
export async function upload(
	sandbox: Sandbox,
	file: Buffer | undefined,
	service: string | undefined = staging,
): Promise<Answer> {
	const form = new FormData();
	if (file)
		form.append('image', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }), 'room.jpg');
	form.append('service_name', service);
	return await call(sandbox, '/v1/order/image', { method: 'POST', body: form });
}

export async function submit(sandbox: Sandbox, body: object): Promise<Answer> {
	return await call(
		sandbox,
		'/v1/order',
		{ method: 'POST', body: JSON.stringify(body) },
		{ 'x-api-key': sandbox.apiKey, 'content-type': 'application/json' },
	);
}

/** Ends a removal by mask with the picture of this id. */
export async function finishOrder(
	sandbox: Sandbox,
	orderId: string,
	imageId: string,
): Promise<Answer> {
	return await call(
		sandbox,
		'/v1/order/done',
		{ method: 'POST', body: new URLSearchParams({ order_id: orderId, image_id: imageId }) },
		{ 'x-api-key': sandbox.apiKey, 'content-type': 'application/x-www-form-urlencoded' },
	);
}

/** Uploads the small photo and gives the new order's id. */
export async function newOrder(sandbox: Sandbox, service = staging): Promise<string> {
	const photo = await smallPhoto(photoFor[service]);
	return text((await upload(sandbox, photo, service)).body, 'order_id');
}

export async function widgets(
	sandbox: Sandbox,
	service: string,
	space: string | undefined,
): Promise<Widget[]> {
	const query = new URLSearchParams({ service_name: service });
	if (space !== undefined) query.set('space_name', space);
	const { body } = await call(sandbox, `/v1/catalog/items/filter?${query}`);
	return list(body, 'data').map((widget) => ({
		id: text(widget, 'id'),
		title: text(widget, 'title'),
		is_optional: field(widget, 'is_optional') === true,
		items: list(widget, 'items').map((item) => ({
			id: text(item, 'id'),
			title: text(item, 'title'),
		})),
	}));
}

/** The pair that chooses an item, by the titles a person reads. */
export async function choice(
	sandbox: Sandbox,
	service: string,
	space: string | undefined,
	widgetTitle: string,
	itemTitle: string,
): Promise<{ id: string; item_id: string }> {
	const widget = (await widgets(sandbox, service, space)).find(
		({ title }) => title === widgetTitle,
	);
	const item = widget?.items.find(({ title }) => title === itemTitle);
	if (!widget || !item) throw new Error(`${widgetTitle} ${itemTitle} is not offered`);
	return { id: widget.id, item_id: item.id };
}

/** Orders a staged living room for an uploaded photo. */
export async function submitStaging(
	sandbox: Sandbox,
	orderId: string,
	style = 'Modern',
): Promise<Answer> {
	const space = 'space-living-room';
	return await submit(sandbox, {
		order_id: orderId,
		space_name: space,
		selected_widgets: [await choice(sandbox, staging, space, 'style', style)],
	});
}

/** The latest picture of an order, downloaded. */
export async function latestPicture(sandbox: Sandbox, orderId: string): Promise<Buffer> {
	return await download(text((await pictures(sandbox, orderId)).at(-1), 'src'));
}

/** The pictures of an order, as the API lists them. */
export async function pictures(sandbox: Sandbox, orderId: string): Promise<unknown[]> {
	return list((await call(sandbox, `/v1/order/${orderId}`)).body, 'generated_images');
}

export async function download(address: string): Promise<Buffer> {
	return Buffer.from(await (await fetch(address)).arrayBuffer());
}

export function field(value: unknown, name: string): unknown {
	if (typeof value !== 'object' || value === null) return undefined;
	return Object.entries(value).find(([key]) => key === name)?.[1];
}

export function text(value: unknown, name: string): string {
	const found = field(value, name);
	if (typeof found !== 'string') throw new Error(`no text ${name} in ${JSON.stringify(value)}`);
	return found;
}

export function list(value: unknown, name: string): unknown[] {
	const found: unknown = field(value, name);
	if (!Array.isArray(found)) throw new Error(`no list ${name} in ${JSON.stringify(value)}`);
	return found;
}
