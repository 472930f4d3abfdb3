import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import type { Account } from '../account';
import type { Catalog } from '../catalog';
import type { IdBook } from '../ids';
import type { Processes } from '../processes';
import { Refusal } from '../refusal';
import { type TrafficWatch, watchTraffic } from '../traffic';
import { catalogRoutes } from './catalog';
import { checkKey } from './key';
import { orderRoute } from './order';
import { processRoute } from './process';
import { projectRoute } from './project';
import { maskRoutes, type MaskParts } from './mask';
import { submitRoute, type SubmitParts } from './submit';
import { uploadRoute, type UploadParts } from './upload';
import { upscaleRoute, type UpscaleParts } from './upscale';

export interface ApiParts extends SubmitParts, UploadParts, MaskParts, UpscaleParts {
	apiKey: string;
	account: Account;
	catalog: Catalog;
	ids: IdBook;
	processes: Processes;
	traffic: TrafficWatch;
}

/** The server that speaks the vendor's API; it does not listen yet. */
export async function apiServer(parts: ApiParts): Promise<FastifyInstance> {
	const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
	await app.register(multipart);
	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(_request, body, done) => {
			done(null, Object.fromEntries(new URLSearchParams(String(body))));
		},
	);
	// A call without a body may claim to bring JSON all the same.
	const readJson = app.getDefaultJsonParser('error', 'error');
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
		if (body === '') done(null, undefined);
		else void readJson(request, String(body), done);
	});
	watchTraffic(app, parts.traffic);
	checkKey(app, parts.apiKey);
	app.setErrorHandler(async (error, _request, reply) => {
		const refusal = asRefusal(error);
		return await reply.status(refusal.status).send(refusal.body);
	});
	app.setNotFoundHandler(async () => {
		throw new Refusal(404, 'page not found', 'api_error_not_found');
	});
	uploadRoute(app, parts);
	catalogRoutes(app, parts.catalog);
	submitRoute(app, parts);
	orderRoute(app, parts);
	maskRoutes(app, parts);
	upscaleRoute(app, parts);
	projectRoute(app, parts);
	processRoute(app, parts.processes);
	return app;
}

function asRefusal(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	if (!(error instanceof Error)) return new Refusal(500, String(error), 'api_error_internal');
	const status =
		'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
	const key = status >= 500 ? 'api_error_internal' : 'api_error_bad_request';
	return new Refusal(status, error.message, key);
}
