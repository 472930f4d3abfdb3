import type { IDataObject } from 'n8n-workflow';
import { SERVICES } from '../AiHomeDesign/services';

/**
 * @param services the vendor's names of the services that are wanted; none for all
 * @returns whether a result is of one of them; one that does not tell its service is not held back
 */
export function isOfServices({ service_name, tool }: IDataObject, services: string[]): boolean {
	if (services.length === 0) return true;
	if (typeof service_name === 'string') return services.includes(service_name);
	if (typeof tool !== 'string') return true;
	return SERVICES.some((service) => service.tool === tool && services.includes(service.name));
}
