import type { FastifyInstance } from 'fastify';
import { Refusal } from '../refusal';
import { pathOf } from '../traffic';

/**
 * Refuses calls with a wrong key (401), and calls without one; only the catalog answers without.
 */
export function checkKey(app: FastifyInstance, apiKey: string): void {
	app.addHook('preHandler', async (request) => {
		const key = request.headers['x-api-key'];
		if (key === apiKey) return;
		if (key === undefined && pathOf(request).startsWith('/v1/catalog/')) return;
		throw new Refusal(401, 'invalid or missing api key', 'api_error_unauthorized');
	});
}
