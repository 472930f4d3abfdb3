import type { Delivery, ImageAnnouncement, ProcessForm } from './announcementTypes';

/** How a sandbox is to be started. Every part may be left out. */
export interface SandboxOptions {
	/** Port of the API on 127.0.0.1; 0 (the default) takes any free one. */
	port?: number;
	/** Port of the server that hands out pictures; 0 (the default) takes any free one. */
	storagePort?: number;
	/** The one key it accepts; a random one is made when left out. */
	apiKey?: string;
	/** The `eta` it announces, in whole seconds; 2 by default. */
	etaSeconds?: number;
	/**
	 * How long a picture really takes, in seconds: an ordered one, one with a mask applied, an enlarged
	 * one. With 0 it is ready when the call answers.
	 */
	workSeconds?: number;
	/** How many orders it takes within a window; null switches the limit off. */
	rateLimit?: RateLimit | null;
	/** How the limit's window tells time, in milliseconds; Date.now by default. */
	now?: () => number;
	/** Largest image file it takes, in bytes; 50 MB by default. */
	maximumUploadBytes?: number;
	/** The address that finished pictures are announced to; none by default. */
	webhookUrl?: string;
	/** How often it posts an announcement that is not answered with 2xx within 10 seconds; 4 by default. */
	webhookTries?: number;
	/** How long it waits before each further try, in seconds; 0.4 by default. */
	webhookPauseSeconds?: number;
	/** Posts every announcement a second time when the first is over; false by default. */
	announceTwice?: boolean;
	/** Whether the account may use the removal by mask, which the vendor switches on; true by default. */
	maskRemoval?: boolean;
}

export interface RateLimit {
	orders: number;
	windowSeconds: number;
}

/** What a multipart body held. */
export interface RecordedForm {
	fields: Record<string, string>;
	fileName?: string;
	fileType?: string;
	fileBytes?: number;
	partsInOrder: string[];
}

/** One call that reached one of the two servers. */
export interface RecordedCall {
	host: 'api' | 'storage';
	method: string;
	/** The path without its query. */
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** Bytes of the body that arrived. */
	bytes: number;
	/** The parsed body, where it was JSON or a web form. */
	body?: unknown;
	form?: RecordedForm;
	/** The status answered; 0 while it is open, and where the connection was cut. */
	status: number;
	/** Milliseconds since 1970. */
	startedAt: number;
	/** Milliseconds since 1970; 0 while it is open. */
	endedAt: number;
}

/** A misbehaviour to show to some of the next calls. */
export interface Fault {
	/** Only calls with this method. */
	method?: string;
	/** Only calls to this path (without query), on either server. */
	path?: string | RegExp;
	/** How many calls it hits; 1 by default, Infinity for all. */
	times?: number;
	/** How many matching calls it lets by first. */
	skip?: number;
	/** Answer this status (200 where only a body is given) instead of the true answer. */
	status?: number;
	/** Headers put on the answer. */
	headers?: Record<string, string>;
	/** The body of that answer: an object is sent as JSON, nothing as an empty body. */
	body?: string | object | Buffer;
	/** Wait this many seconds before handling, or before answering with `afterHandling` or cut 'after'. */
	delaySeconds?: number;
	/** Cut the connection: before the call is handled, or after it really was (its answer is lost). */
	cut?: 'before' | 'after';
	/** Really do what the call asks, and only then answer with the above. */
	afterHandling?: boolean;
}

/** A widget and one of its items, as a submit names them. */
export interface SelectedWidget {
	id: string;
	item_id: string;
}

/** One picture of an order, as `GET /v1/order/{id}` lists it. */
export interface GeneratedImage {
	id: string;
	using_free_plan: boolean;
	sequence: number;
	/** Empty until the picture is finished. */
	src: string;
	segmented_image_id: string;
	prompt: string;
	sky_style: string;
	shadow_removal: boolean;
	status: string;
	order_id: string;
	space: string;
	comment: string;
	updated_at: string;
	created_at: string;
}

/** An uploaded image and all that was ordered for it. */
export interface SandboxOrder {
	order_id: string;
	service_name: string;
	/** The space of the latest submit. */
	space_name?: string;
	/** How many submits were taken. */
	submits: number;
	/** How many uploads opened this order: always 1, each upload opens its own. */
	uploads: number;
	/** The widgets of the latest submit. */
	selected_widgets: SelectedWidget[];
	remove_shadow: boolean;
	generated_images: GeneratedImage[];
	file_name: string;
	file_type: string;
	file_bytes: number;
	before_image_id: string;
	before_image_src: string;
	status: string;
	created_at: string;
}

/** An enlargement that was asked for. */
export interface Upscale {
	generated_image_id: string;
	status: 'processing' | 'finished' | 'failed';
	/** Empty until it is finished. */
	src: string;
}

/** One picture that a v3 process made. */
export interface FinalAsset {
	asset_id: string;
	asset_type: 'image';
	src: string;
	temp_src: string;
	thumbnail_src: string;
	temp_thumbnail_src: string;
}

/** A v3 process, as `GET /v3/process/{id}` tells it. */
export interface SandboxProcess {
	id: string;
	order_id: string;
	tool: string;
	/** It is pending until its turn comes. */
	status: 'pending' | 'processing' | 'done' | 'failed';
	/** Empty until it is done. */
	final_assets: FinalAsset[];
}

/** What a v3 process is to do. */
export interface ProcessWish {
	/** The tool's slug, such as `tool-virtual-staging`; one without a drawing of its own enhances the photo. */
	tool: string;
	/** The photo to work on; a rendered one that fits the tool when left out. */
	photo?: Buffer;
	/** Lets it fail; false by default. */
	fail?: boolean;
	/** How many pictures (the same, under ids of their own) it gives out; 1 by default. */
	assets?: number;
	/** The body it is announced in; 'documented' by default. */
	announceAs?: ProcessForm;
}

/** A running sandbox. */
export interface Sandbox {
	/** Address of the API, for the credential's base URL. */
	readonly url: string;
	/** Address of the server that hands out pictures. */
	readonly storageUrl: string;
	readonly apiKey: string;
	/** Every call to both servers, in order of arrival. */
	readonly calls: RecordedCall[];
	/** Every uploaded order, in order of upload. */
	readonly orders: SandboxOrder[];
	/** Every enlargement that was asked for, in order. */
	readonly upscales: Upscale[];
	/** Every v3 process, in order of its start. */
	readonly processes: SandboxProcess[];
	/** Every try to post an announcement, in order of its start. */
	readonly deliveries: Delivery[];
	/** Adds a fault. Of several that fit a call, the one added first wins. */
	misbehave(fault: Fault): void;
	/** Lets the pictures of the next submits fail, with status 'regular_failed' or the given one. */
	failNextGeneration(times?: number, status?: string): void;
	/** Lets the catalog answer an empty list for a service, or for one of its spaces. */
	offerNothing(serviceName: string, spaceName?: string): void;
	/**
	 * Announces to this address from now on; undefined stops it. What is being announced already is
	 * still repeated at the address it began with.
	 */
	setWebhookUrl(url: string | undefined): void;
	/**
	 * Lets a v3 process happen, as if it was ordered. The promise gives its ids as soon as it is known;
	 * with `workSeconds: 0`, when it is over. Done or failed, it is announced.
	 */
	process(wish: ProcessWish): Promise<{ process_id: string; order_id: string }>;
	/**
	 * Puts finished orders into `orders` as if each was uploaded, submitted and drawn, but with one
	 * picture (and one upload) for all, past the rate limit and without announcing them. Gives the body
	 * that would announce each. `service` is a service's name, virtual staging when left out.
	 */
	finishedOrders(count: number, options?: { service?: string }): Promise<ImageAnnouncement[]>;
	/**
	 * Posts a body to the webhook address as any announcement: a string as it is (it need not be JSON),
	 * anything else as JSON. The promise gives its tries when they are over. Rejects where no address
	 * is set.
	 */
	announce(body: unknown): Promise<Delivery[]>;
	/** Ends when nothing is drawn or worked on any more, and nothing is being announced. */
	announcementsOver(): Promise<void>;
	/**
	 * Forgets calls, orders, enlargements, processes, deliveries, faults, the rate window, and what the
	 * catalog was told to hold back. What is worked on or being announced is dropped.
	 */
	reset(): void;
	/** Stops both servers, cuts open connections, waits for drawings under way, removes its files. */
	close(): Promise<void>;
}
