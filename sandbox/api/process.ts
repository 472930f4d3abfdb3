import type { FastifyInstance } from 'fastify';
import type { Processes } from '../processes';

/** `GET /v3/process/{id}`: how a process stands. */
export function processRoute(app: FastifyInstance, processes: Processes): void {
	app.get<{ Params: { processId: string } }>('/v3/process/:processId', async ({ params }) => ({
		data: processes.get(params.processId),
		message: 'ok',
	}));
}
