import type { FastifyInstance } from 'fastify';
import type { Catalog } from '../catalog';
import type { Generation } from '../generation';
import type { OrderBook } from '../orderBook';
import type { RateWindow } from '../rateWindow';
import type { SelectedWidget } from '../types';
import { badRequest, isRecord } from './body';

export interface SubmitParts {
	book: OrderBook;
	catalog: Catalog;
	generation: Generation;
	rateWindow: RateWindow;
	etaSeconds: number;
	/** The submit answers only when its picture is finished. */
	finishFirst: boolean;
	/** The status that the next picture is to fail with, if it is to fail. */
	nextFailure(): string | undefined;
}

/** `POST /v1/order`: orders a picture; for an order that has one, another version of it. */
export function submitRoute(app: FastifyInstance, parts: SubmitParts): void {
	const { book, catalog, generation, rateWindow, etaSeconds } = parts;

	app.post('/v1/order', async (request) => {
		const submit = readSubmit(request.body);
		const entry = book.get(submit.order_id);
		if ((submit.service_name ?? entry.service.name) !== entry.service.name) {
			throw badRequest(`order is for ${entry.service.name}`);
		}
		const wish = catalog.wish(entry.service, submit, entry.order.submits + 1);
		if (entry.order.submits === 0) rateWindow.take();
		const image = book.submit(entry, submit, wish);
		const work = generation.take({ entry, image, wish, failWith: parts.nextFailure() });
		if (parts.finishFirst) await work;
		return { order_id: entry.order.order_id, image_id: image.id, eta: etaSeconds };
	});
}

function readSubmit(body: unknown) {
	if (!isRecord(body)) throw badRequest('a JSON object is expected');
	const { order_id, service_name, space_name, selected_widgets = [], remove_shadow = false } = body;
	if (typeof order_id !== 'string' || order_id === '') throw badRequest('order_id is required');
	if (service_name !== undefined && typeof service_name !== 'string') {
		throw badRequest('service_name has to be a string');
	}
	if (space_name !== undefined && typeof space_name !== 'string') {
		throw badRequest('space_name has to be a string');
	}
	if (typeof remove_shadow !== 'boolean') throw badRequest('remove_shadow has to be a bool');
	if (!Array.isArray(selected_widgets)) throw badRequest('selected_widgets has to be a list');
	return {
		order_id,
		service_name,
		space_name,
		remove_shadow,
		selected_widgets: selected_widgets.map(readPair),
	};
}

function readPair(value: unknown): SelectedWidget {
	if (!isRecord(value) || typeof value['id'] !== 'string' || typeof value['item_id'] !== 'string') {
		throw badRequest('each of selected_widgets has to be {id, item_id}');
	}
	return { id: value['id'], item_id: value['item_id'] };
}
