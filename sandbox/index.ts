import type { FastifyInstance } from 'fastify';
import { newAccount } from './account';
import {
	announcementOf,
	processAnnouncementOf,
	seenProcessAnnouncementOf,
	upscaleAnnouncementOf,
} from './announcement';
import { apiServer } from './api/server';
import { Catalog } from './catalog';
import { FaultQueue } from './faults';
import { noteFinishedOrders } from './finishedOrders';
import { Generation } from './generation';
import { IdBook } from './ids';
import { MaskRemoval } from './maskRemoval';
import { readOptions } from './options';
import { OrderBook } from './orderBook';
import { PictureStore } from './pictureStore';
import { Processes } from './processes';
import { RateWindow } from './rateWindow';
import { Samples } from './samples';
import { itemRemovalMask } from './services/itemRemovalMask';
import { virtualStaging } from './services/virtualStaging';
import { storageServer } from './storage';
import type { RecordedCall, Sandbox, SandboxOptions } from './types';
import { Upscaling } from './upscaling';
import { Webhook } from './webhook';
import { Workshop } from './workshop';

export type * from './announcementTypes';
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
		port,
		storagePort,
		apiKey,
		etaSeconds,
		workSeconds,
		rateLimit,
		now,
		maximumUploadBytes,
		webhookUrl,
		webhook: webhookRules,
		maskRemoval: switchedOn,
	} = readOptions(options);

	const closing = new AbortController();
	const calls: RecordedCall[] = [];
	const faults = new FaultQueue();
	const ids = new IdBook();
	const account = newAccount();
	const catalog = new Catalog(ids, switchedOn ? [] : [itemRemovalMask.name]);
	const rateWindow = new RateWindow(rateLimit, now);
	const webhook = new Webhook(webhookUrl, webhookRules);
	const store = await PictureStore.open();
	const book = new OrderBook((imageId) => store.resultPath(imageId));
	const samples = new Samples(catalog);
	const workshop = new Workshop(workSeconds);
	const finishFirst = workSeconds === 0;
	const makers = { book, store, workshop };
	const generation = new Generation({
		...makers,
		onFinished: ({ entry, image, wish: { chosen } }) =>
			void webhook.announce(announcementOf(entry, image, { account, chosen })),
	});
	const maskRemoval = new MaskRemoval({
		...makers,
		onFinished: (entry, image) => void webhook.announce(announcementOf(entry, image, { account })),
	});
	const upscaling = new Upscaling({
		...makers,
		onFinished: (upscale) => void webhook.announce(upscaleAnnouncementOf(upscale, { account })),
	});
	const processes = new Processes({
		...makers,
		samples,
		onOver: (process, { announceAs }) =>
			void webhook.announce(
				announceAs === 'seen'
					? seenProcessAnnouncementOf(process, { account })
					: processAnnouncementOf(process),
			),
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
		processes,
		rateWindow,
		etaSeconds,
		maximumUploadBytes,
		finishFirst,
		nextFailure: () => failures.shift(),
		traffic: { ...traffic, host: 'api' },
	});
	const storage = storageServer({
		book,
		store,
		maskRemoval,
		upscaling,
		processes,
		traffic: { ...traffic, host: 'storage' },
	});

	const close = async (): Promise<void> => {
		closing.abort();
		webhook.url = undefined;
		await Promise.all([api.close(), storage.close(), workshop.drop(), webhook.drop()]);
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
			processes: processes.processes,
			deliveries: webhook.deliveries,
			misbehave: (fault) => faults.add(fault),
			failNextGeneration: (times = 1, status = 'regular_failed') => {
				failures.push(...Array.from({ length: times }, () => status));
			},
			offerNothing: (serviceName, spaceName) => catalog.offerNothing(serviceName, spaceName),
			setWebhookUrl: (address) => {
				webhook.url = address;
			},
			process: async (wish) => {
				const { process, work } = processes.start(wish);
				if (finishFirst) await work;
				return { process_id: process.id, order_id: process.order_id };
			},
			finishedOrders: async (count, { service = virtualStaging.name } = {}) =>
				await noteFinishedOrders(
					{ account, book, catalog, samples, store },
					count,
					catalog.service(service),
				),
			announce: async (body) => {
				if (webhook.url === undefined) throw new Error('no webhook address is set');
				return await webhook.announce(body);
			},
			announcementsOver: async () => {
				while (workshop.isBusy || webhook.isBusy) {
					await workshop.settle();
					await webhook.settle();
				}
			},
			reset: () => {
				calls.length = 0;
				failures = [];
				faults.clear();
				catalog.reset();
				rateWindow.reset();
				void workshop.drop();
				void webhook.drop();
				void store.forget([
					...book.reset(),
					...maskRemoval.reset(),
					...upscaling.reset(),
					...processes.reset(),
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
