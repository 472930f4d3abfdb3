import type { FastifyInstance } from 'fastify';
import type { Catalog } from '../catalog';
import type { OrderBook } from '../orderBook';
import type { Account } from '../account';

/** `GET /v1/order/{order_id}`: how an order stands. */
export function orderRoute(
	app: FastifyInstance,
	{ book, catalog, account }: { book: OrderBook; catalog: Catalog; account: Account },
): void {
	app.get<{ Params: { orderId: string } }>('/v1/order/:orderId', async ({ params }) => {
		const { order, service } = book.get(params.orderId);
		return {
			id: order.order_id,
			user_id: account.userId,
			email: account.email,
			before_image_id: order.before_image_id,
			before_image_src: order.before_image_src,
			space: order.space_name ?? '',
			status: order.status,
			service: {
				ID: catalog.serviceId(service),
				name: service.name,
				title: service.title,
				steps: '1',
				credit: 1,
				price: 0,
				need_segment: false,
				description: service.description,
				result_count: 1,
				generate_tool_name: service.toolName,
				service_type: 'real-estate-hub',
				prompt: '',
				ai_service_segment_type: '',
				need_object_validation: false,
				required_space: service.spaces.length > 0,
				required_widgets: [],
			},
			service_name: service.name,
			object: '',
			sample_image_used: false,
			generated_images: order.generated_images,
			created_at: order.created_at,
		};
	});
}
