/** The webhook body for a finished picture of v1. */
export interface ImageAnnouncement {
	order_id: string;
	image: {
		id: string;
		before_src: string;
		after_src: string;
		regenerated: boolean;
		style: string;
		color: string;
		space: string;
		sky_style: string;
		shadow_removal: boolean;
		material: string;
		created_at: string;
	};
	service_name: string;
	user_id: string;
}

/** The webhook body for a finished enlargement of v1. */
export interface UpscaleAnnouncement {
	generated_image_id: string;
	upscaled_image_src: string;
	user_id: string;
}

/** The webhook body for a v3 process, as the vendor's pages have it. */
export interface ProcessAnnouncement {
	event: 'process.completed';
	process_id: string;
	order_id: string;
	tool: string;
	status: 'done' | 'failed';
	/** Empty where it failed. */
	final_assets: {
		asset_id: string;
		asset_type: 'image';
		temp_src: string;
		temp_thumbnail_src: string;
	}[];
}

/** The webhook body for a v3 process, as the vendor was really seen to post it. */
export interface SeenProcessAnnouncement {
	order_id: string;
	image: { regenerated: boolean; created_at: string };
	user_id: string;
	process_id: string;
}

/** Which of the two bodies a v3 process is announced in. */
export type ProcessForm = 'documented' | 'seen';

/** One try to post an announcement. */
export interface Delivery {
	url: string;
	/** What was announced, before it became JSON. */
	body: unknown;
	/** The status answered; 0 while it is open, and where no answer came. */
	status: number;
	/** 1 for the first try of an announcement, 2 for its first repetition, and so on. */
	attempt: number;
	/** Milliseconds since 1970. */
	startedAt: number;
	/** Milliseconds since 1970; 0 while it is open. */
	endedAt: number;
}
