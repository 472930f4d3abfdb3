import type { INodeProperties } from 'n8n-workflow';
import type { Service } from '../services';

/** Which of the vendor's services is meant. An expression may give any other that the vendor has. */
export function serviceField(services: Service[], description: string): INodeProperties {
	return {
		displayName: 'Service',
		name: 'service',
		type: 'options',
		options: services.map(({ title, name }) => ({ name: title, value: name })),
		default: 'service-ai-virtual-staging',
		description,
	};
}
