/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readWholePicture, toFaithfulJpeg, toSharp } from './drawing/picture';
import type { MaskRemoval } from './maskRemoval';
import type { OrderBook } from './orderBook';
import { assetShelves, type PictureStore } from './pictureStore';
import type { Processes } from './processes';
import { type TrafficWatch, watchTraffic } from './traffic';
import type { Upscaling } from './upscaling';

export interface StorageParts {
	book: OrderBook;
	store: PictureStore;
	maskRemoval: MaskRemoval;
	upscaling: Upscaling;
	processes: Processes;
	traffic: TrafficWatch;
}

interface NamedFile {
	Params: { name: string };
}

/** The server that hands out uploads and results, to anyone who knows the address. */
export function storageServer(parts: StorageParts): FastifyInstance {
	const { book, store, maskRemoval, upscaling, processes, traffic } = parts;
	const app = fastify({ forceCloseConnections: true });
	watchTraffic(app, traffic);
	app.setNotFoundHandler(async (_request, reply) => await notThere(reply));

	app.get<NamedFile>('/aihd-before/:name', async ({ params }, reply) => {
		const entry = book.ofBeforeImage(imageIdOf(params.name));
		if (!entry) return await notThere(reply);
		if (entry.kind === 'jpeg') return await sendFile(reply, entry.path);
		const picture = await toFaithfulJpeg(toSharp(await readWholePicture(entry.path)));
		return await reply.type('image/jpeg').send(picture);
	});

	app.get<NamedFile>('/aihd-after/:name', async ({ params }, reply) => {
		const path = book.resultPath(imageIdOf(params.name));
		if (path === undefined) return await notThere(reply);
		return await sendFile(reply, path);
	});

	app.get<NamedFile>('/aihd-interim/:name', async ({ params }, reply) => {
		const path = store.interimPath(imageIdOf(params.name));
		if (!maskRemoval.hasMade(path)) return await notThere(reply);
		return await sendFile(reply, path);
	});

	app.get<NamedFile>('/aihd-upscaled/:name', async ({ params }, reply) => {
		const fileId = imageIdOf(params.name);
		if (!upscaling.hasMade(store.upscaledAddress(fileId))) return await notThere(reply);
		return await sendFile(reply, store.upscaledPath(fileId));
	});

	for (const shelf of assetShelves) {
		app.get<NamedFile>(`/${shelf}/:name`, async ({ params }, reply) => {
			const path = processes.assetPath(imageIdOf(params.name));
			if (path === undefined) return await notThere(reply);
			return await sendFile(reply, path);
		});
	}
	return app;
}

function imageIdOf(name: string): string {
	return name.replace(/\.jpeg$/, '');
}

async function sendFile(reply: FastifyReply, path: string): Promise<FastifyReply> {
	const { size } = await stat(path);
	return await reply.type('image/jpeg').header('content-length', size).send(createReadStream(path));
}

async function notThere(reply: FastifyReply): Promise<FastifyReply> {
	return await reply
		.status(404)
		.type('application/xml')
		.send(
			'<?xml version="1.0" encoding="UTF-8"?>\n' +
				'<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
		);
}
