import type { FastifyInstance } from 'fastify';
import type { Catalog } from '../catalog';

interface CatalogQuery {
	service_name?: string;
	space_name?: string;
	active?: string;
}

/** `GET /v1/catalog/spaces` and `GET /v1/catalog/items/filter`: what may be ordered. */
export function catalogRoutes(app: FastifyInstance, catalog: Catalog): void {
	app.get<{ Querystring: CatalogQuery }>('/v1/catalog/spaces', async ({ query }) => ({
		data: catalog.spaces(query.service_name || undefined, query.active === 'true'),
	}));

	app.get<{ Querystring: CatalogQuery }>('/v1/catalog/items/filter', async ({ query }) => ({
		data: catalog.widgets(query.service_name || undefined, query.space_name || undefined),
	}));
}
