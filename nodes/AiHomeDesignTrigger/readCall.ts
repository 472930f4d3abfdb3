import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../shared/failure';
import { isRecord, recordsOf, textOf } from '../shared/unknownValues';
import { isWebAddress } from '../shared/webAddress';

export type EventName = 'imageGenerated' | 'imageUpscaled' | 'processCompleted';

/** What a call of the vendor's webhook tells. Nothing of it is proven. */
export interface Call {
	event: EventName;
	orderId?: string;
	imageId?: string;
	processId?: string;
	/** The output, as far as the call tells it: one item for each picture. */
	items: IDataObject[];
	/** The same when the vendor sends the same event again. */
	key: string;
	/** Whether it only names what is finished, so that without asking the API nothing more is known. */
	isBare?: boolean;
}

/** The longest text that is taken from a call, in characters: addresses with a signature are the longest real ones. */
const LONGEST_TEXT = 4096;

/**
 * Reads a call by the fields that it has, as the vendor's bodies carry no name (vendor's docs, "Generated Image
 * Webhook", "Upscale", "Webhook Reference"; the second form of a process was seen in its own log). Only known
 * fields are taken, each by its name, so that nothing else gets through.
 *
 * @returns undefined for a body that is none of them
 * @throws Failure that names what is wrong with one that is
 */
export function readCall(body: unknown): Call | undefined {
	if (!isRecord(body)) throw wrong('a JSON object is expected');
	if ('process_id' in body) return readProcess(body);
	if ('generated_image_id' in body) return readUpscaled(body);
	if ('image' in body) return readGenerated(body);
	return undefined;
}

function readGenerated(body: IDataObject): Call {
	const { image } = body;
	if (!isRecord(image)) throw wrong('image is not an object');
	const orderId = required(body, 'order_id');
	const imageId = optional(image, 'id');
	const afterSrc = address(image, 'after_src');
	const summary = {
		order_id: orderId,
		image_id: imageId,
		service_name: optional(body, 'service_name'),
		space_name: optional(image, 'space'),
		status: 'finished',
		before_src: address(image, 'before_src'),
		after_src: afterSrc,
		style: optional(image, 'style'),
		color: optional(image, 'color'),
		sky_style: optional(image, 'sky_style'),
		shadow_removal: image.shadow_removal === true ? true : undefined,
		created_at: optional(image, 'created_at'),
	};
	if (afterSrc === undefined) throw wrong('image.after_src is missing');
	const key = `image ${orderId} ${imageId ?? afterSrc}`;
	return { event: 'imageGenerated', orderId, imageId, items: [known(summary)], key };
}

function readUpscaled(body: IDataObject): Call {
	const imageId = required(body, 'generated_image_id');
	const afterSrc = address(body, 'upscaled_image_src');
	if (afterSrc === undefined) throw wrong('upscaled_image_src is missing');
	const summary = { image_id: imageId, status: 'finished', after_src: afterSrc };
	return {
		event: 'imageUpscaled',
		imageId,
		items: [summary],
		key: `upscaled ${imageId} ${afterSrc}`,
	};
}

function readProcess(body: IDataObject): Call {
	const processId = required(body, 'process_id');
	const orderId = optional(body, 'order_id');
	const status = optional(body, 'status');
	const image = isRecord(body.image) ? body.image : {};
	const common = {
		process_id: processId,
		order_id: orderId,
		tool: optional(body, 'tool'),
		service_name: optional(body, 'service_name'),
	};
	const seen = address(image, 'after_src');
	const pictures = [
		...recordsOf(body.final_assets).map(readAsset),
		...(seen === undefined ? [] : [{ image_id: optional(image, 'id'), after_src: seen }]),
	];
	const items =
		pictures.length > 0
			? pictures.map((picture) => known({ ...common, ...picture, status: 'finished' }))
			: [known({ ...common, status: status === 'failed' ? 'failed' : undefined })];
	const isBare = pictures.length === 0 && status === undefined;
	return {
		event: 'processCompleted',
		orderId,
		processId,
		items,
		key: `process ${processId}`,
		isBare,
	};
}

/** @returns the picture of one entry of `final_assets`; v3 names its address in two ways */
export function readAsset(asset: IDataObject): IDataObject {
	return {
		image_id: optional(asset, 'asset_id'),
		after_src: address(asset, 'src') ?? address(asset, 'temp_src'),
	};
}

/** @returns the fields that hold something */
export function known(fields: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function optional(fields: IDataObject, name: string): string | undefined {
	const value = fields[name];
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'string' && typeof value !== 'number') throw wrong(`${name} is not a text`);
	const text = textOf(value);
	if (text !== undefined && text.length > LONGEST_TEXT) throw wrong(`${name} is too long`);
	return text;
}

function required(fields: IDataObject, name: string): string {
	const text = optional(fields, name);
	if (text === undefined) throw wrong(`${name} is missing`);
	return text;
}

function address(fields: IDataObject, name: string): string | undefined {
	const text = optional(fields, name);
	if (text === undefined || isWebAddress(text)) return text;
	throw wrong(`${name} is not a web address`);
}

function wrong(what: string): Failure {
	return new Failure(what, 'The body is not as AI HomeDesign documents it.');
}
