import { serviceField } from '../../fields/service';
import { routeAround } from '../../routeAround';
import { SERVICES } from '../../services';
import { listSpaces } from '../../ways/listSpaces';
import type { Operation } from '../operation';

export const getSpaces: Operation = {
	option: {
		name: 'Get Spaces',
		value: 'getSpaces',
		action: 'Get spaces of service',
		description: 'List the rooms or areas that a service works on. Costs nothing.',
		routing: routeAround({ method: 'GET', url: '/v1/catalog/spaces' }, listSpaces),
	},
	forAgents:
		"Lists the spaces (rooms or areas) that can be ordered for a service, free of charge. Use a space's title or name in an order. No answer means that the service has no spaces, and needs none.",
	fields: [
		serviceField(SERVICES, 'The service whose spaces are listed'),
		{
			displayName: 'Active Only',
			name: 'activeOnly',
			type: 'boolean',
			default: true,
			description: 'Whether to list only the spaces that can be ordered now',
		},
	],
};
