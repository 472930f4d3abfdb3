import type { Account } from './account';
import type { OrderEntry } from './orderBook';
import type { Wish } from './services/service';
import type { GeneratedImage, Upscale } from './types';

/** The webhook body for a finished picture. */
export function announcementOf(
	{ order }: OrderEntry,
	image: GeneratedImage,
	{ account, chosen }: { account: Account; chosen?: Wish['chosen'] },
) {
	return {
		order_id: order.order_id,
		image: {
			id: image.id,
			before_src: order.before_image_src,
			after_src: image.src,
			regenerated: image.sequence > 1,
			style: chosen?.get('style')?.[0] ?? '',
			color: chosen?.get('color')?.[0] ?? '',
			space: image.space,
			sky_style: image.sky_style,
			shadow_removal: image.shadow_removal,
			material: '',
			created_at: image.created_at,
		},
		service_name: order.service_name,
		user_id: account.userId,
	};
}

/** The webhook body for a finished enlargement. */
export function upscaleAnnouncementOf(
	{ generated_image_id, src }: Upscale,
	{ account }: { account: Account },
) {
	return { generated_image_id, upscaled_image_src: src, user_id: account.userId };
}
