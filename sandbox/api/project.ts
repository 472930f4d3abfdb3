import type { FastifyInstance } from 'fastify';
import type { IdBook } from '../ids';
import type { OrderBook } from '../orderBook';
import { Refusal } from '../refusal';

interface ProjectQuery {
	page?: string;
	limit?: string;
}

interface ProjectParts {
	book: OrderBook;
	ids: IdBook;
}

const largestPage = 30;

/** `GET /v3/project`: one page of the account's projects (it has one). */
export function projectRoute(app: FastifyInstance, { book, ids }: ProjectParts): void {
	app.get<{ Querystring: ProjectQuery }>('/v3/project', async ({ query }) => {
		const page = readCount(query.page, 1);
		const limit = Math.min(readCount(query.limit, 10), largestPage);
		const projects = [
			{
				id: ids.of('project', 'default'),
				address: 'My Photos',
				cover_src: '',
				default: true,
				input_count: book.orders.length,
				result_count: book.orders.flatMap((order) => order.generated_images).length,
				bookmarked_count: 0,
				updated_at: new Date().toISOString().slice(0, 10),
			},
		];
		const totalPages = Math.ceil(projects.length / limit);
		const link = (to: number) => `?page=${to}&limit=${limit}`;
		return {
			data: projects.slice((page - 1) * limit, page * limit),
			message: 'ok',
			pagination: {
				limit,
				page,
				next_page: page < totalPages ? link(page + 1) : '',
				previous_page: page > 1 ? link(page - 1) : '',
				total_count: projects.length,
				total_pages: totalPages,
			},
		};
	});
}

function readCount(text: string | undefined, otherwise: number): number {
	if (text === undefined || text === '') return otherwise;
	const count = Number(text);
	if (!Number.isInteger(count) || count < 1) {
		throw new Refusal(400, 'page and limit have to be positive numbers', 'api_error_bad_request');
	}
	return count;
}
