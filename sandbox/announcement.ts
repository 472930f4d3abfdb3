import type { Account } from './account';
import type {
	ImageAnnouncement,
	ProcessAnnouncement,
	SeenProcessAnnouncement,
	UpscaleAnnouncement,
} from './announcementTypes';
import { type OrderEntry, zeroTime } from './orderBook';
import type { Wish } from './services/service';
import type { GeneratedImage, SandboxProcess, Upscale } from './types';

/** The webhook body for a finished picture. */
export function announcementOf(
	{ order }: OrderEntry,
	image: GeneratedImage,
	{ account, chosen }: { account: Account; chosen?: Wish['chosen'] },
): ImageAnnouncement {
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
): UpscaleAnnouncement {
	return { generated_image_id, upscaled_image_src: src, user_id: account.userId };
}

/** The documented webhook body for a v3 process that is done or failed. */
export function processAnnouncementOf(process: SandboxProcess): ProcessAnnouncement {
	return {
		event: 'process.completed',
		process_id: process.id,
		order_id: process.order_id,
		tool: process.tool,
		status: process.status === 'done' ? 'done' : 'failed',
		final_assets: process.final_assets.map(
			({ asset_id, asset_type, temp_src, temp_thumbnail_src }) => ({
				asset_id,
				asset_type,
				temp_src,
				temp_thumbnail_src,
			}),
		),
	};
}

/** The webhook body for a v3 process as it was really seen: v1's, with little in it. */
export function seenProcessAnnouncementOf(
	process: SandboxProcess,
	{ account }: { account: Account },
): SeenProcessAnnouncement {
	return {
		order_id: process.order_id,
		image: { regenerated: false, created_at: zeroTime },
		user_id: account.userId,
		process_id: process.id,
	};
}
