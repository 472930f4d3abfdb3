import type { FastifyInstance } from 'fastify';
import { newAccount } from './account';
import { announcementOf, upscaleAnnouncementOf } from './announcement';
import { apiServer } from './api/server';
import { Catalog } from './catalog';
import { FaultQueue } from './faults';
import { Generation } from './generation';
import { IdBook, newKey } from './ids';
import { MaskRemoval } from './maskRemoval';
import { OrderBook } from './orderBook';
import { PictureStore } from './pictureStore';
import { RateWindow } from './rateWindow';
import { itemRemovalMask } from './services/itemRemovalMask';
import { storageServer } from './storage';
import type { RecordedCall, Sandbox, SandboxOptions } from './types';
import { Upscaling } from './upscaling';
import { Webhook } from './webhook';
import { Workshop } from './workshop';

export type * from './types';

const host = '127.0.0.1';

/**
 * Starts a local AI HomeDesign: an API and a storage server on 127.0.0.1. Rejects where a port that
 * was asked for is taken, or an option makes no sense.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	return await startWatchedSandbox(options);
}

/** As startSandbox, and tells `onCall` about every call when it is over. */
export async function startWatchedSandbox(
	options: SandboxOptions,
	onCall?: (call: RecordedCall) => void,
): Promise<Sandbox> {
	const {
		port = 0,
		storagePort = 0,
		apiKey = newKey(),
		etaSeconds = 2,
		workSeconds = etaSeconds,
		rateLimit = { orders: 10, windowSeconds: 600 },
		now = Date.now,
		maximumUploadBytes = 50 * 1024 * 1024,
		webhookUrl,
		maskRemoval: switchedOn = true,
	} = options;
	if (!Number.isInteger(etaSeconds) || etaSeconds < 0) {
		throw new Error('etaSeconds has to be a whole number of seconds');
	}
	if (!(workSeconds >= 0)) throw new Error('workSeconds has to be 0 or more');

	const closing = new AbortController();
	const calls: RecordedCall[] = [];
	const faults = new FaultQueue();
	const ids = new IdBook();
	const account = newAccount();
	const book = new OrderBook();
	const catalog = new Catalog(ids, switchedOn ? [] : [itemRemovalMask.name]);
	const rateWindow = new RateWindow(rateLimit, now);
	const webhook = new Webhook(webhookUrl, closing.signal);
	const store = await PictureStore.open();
	const workshop = new Workshop(workSeconds);
	const makers = { book, store, workshop };
	const generation = new Generation({
		...makers,
		onFinished: ({ entry, image, wish: { chosen } }) =>
			webhook.announce(announcementOf(entry, image, { account, chosen })),
	});
	const maskRemoval = new MaskRemoval({
		...makers,
		onFinished: (entry, image) => webhook.announce(announcementOf(entry, image, { account })),
	});
	const upscaling = new Upscaling({
		...makers,
		onFinished: (upscale) => webhook.announce(upscaleAnnouncementOf(upscale, { account })),
	});
	let failures: string[] = [];

	const traffic = { calls, faults, closing: closing.signal, onCall };
	const api = await apiServer({
		apiKey,
		account,
		book,
		catalog,
		ids,
		store,
		generation,
		maskRemoval,
		upscaling,
		rateWindow,
		etaSeconds,
		maximumUploadBytes,
		finishFirst: workSeconds === 0,
		nextFailure: () => failures.shift(),
		traffic: { ...traffic, host: 'api' },
	});
	const storage = storageServer({
		book,
		store,
		maskRemoval,
		upscaling,
		traffic: { ...traffic, host: 'storage' },
	});

	const close = async (): Promise<void> => {
		closing.abort();
		await Promise.all([api.close(), storage.close(), workshop.drop()]);
		await webhook.settle();
		await store.remove();
	};

	let listening = false;
	try {
		store.address = await listen(storage, storagePort);
		const url = await listen(api, port);
		listening = true;
		return {
			url,
			storageUrl: store.address,
			apiKey,
			calls,
			orders: book.orders,
			upscales: upscaling.upscales,
			misbehave: (fault) => faults.add(fault),
			failNextGeneration: (times = 1, status = 'regular_failed') => {
				failures.push(...Array.from({ length: times }, () => status));
			},
			offerNothing: (serviceName, spaceName) => catalog.offerNothing(serviceName, spaceName),
			setWebhookUrl: (address) => {
				webhook.url = address;
			},
			reset: () => {
				calls.length = 0;
				failures = [];
				faults.clear();
				catalog.reset();
				rateWindow.reset();
				void workshop.drop();
				const forgotten = book.reset();
				void store.forget([
					...forgotten.flatMap(({ order, path }) => [
						path,
						...order.generated_images.map(({ id }) => store.resultPath(id)),
					]),
					...maskRemoval.reset(),
					...upscaling.reset(),
				]);
			},
			close,
		};
	} finally {
		if (!listening) await close();
	}
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
	return await app.listen({ host, port });
}
