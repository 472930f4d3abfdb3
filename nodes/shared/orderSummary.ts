import type { IDataObject } from 'n8n-workflow';
import type { FinishedOrder } from './order';
import { textOf } from './unknownValues';

/** What a node says of an order, under the names of the vendor's webhook (vendor's docs, "Generated Image Webhook"). */
export interface OrderSummary extends IDataObject {
	order_id: string;
	image_id?: string;
	service_name?: string;
	space_name?: string;
	status: 'finished' | 'submitted';
	eta?: number;
}

/** @returns what is said of a finished order: the vendor's own words about its picture, and where it lies */
export function describeFinished({ order, image }: FinishedOrder): OrderSummary {
	const { fields } = image;
	return withoutGaps({
		order_id: order.id,
		image_id: image.id,
		service_name: order.serviceName,
		space_name: order.spaceName,
		status: 'finished',
		before_src: order.beforeSrc,
		after_src: image.src,
		style: textOf(fields.style),
		color: textOf(fields.color),
		sky_style: textOf(fields.sky_style),
		shadow_removal: typeof fields.shadow_removal === 'boolean' ? fields.shadow_removal : undefined,
		created_at: textOf(fields.created_at),
	});
}

/** @returns the summary without fields that hold nothing */
export function withoutGaps(summary: OrderSummary): OrderSummary {
	const { order_id, status, ...others } = summary;
	const known = Object.entries(others).filter(([, value]) => value !== undefined && value !== '');
	return { order_id, ...Object.fromEntries(known), status };
}
