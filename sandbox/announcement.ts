import type { Account } from './account';
import type { OrderEntry } from './orderBook';
import type { Wish } from './services/service';
import type { GeneratedImage } from './types';

/** The webhook body for a finished picture. */
export function announcementOf(
	{ entry: { order }, image, wish }: { entry: OrderEntry; image: GeneratedImage; wish: Wish },
	account: Account,
) {
	return {
		order_id: order.order_id,
		image: {
			id: image.id,
			before_src: order.before_image_src,
			after_src: image.src,
			regenerated: image.sequence > 1,
			style: wish.chosen.get('style')?.[0] ?? '',
			color: wish.chosen.get('color')?.[0] ?? '',
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
