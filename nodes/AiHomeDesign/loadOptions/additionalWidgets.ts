import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { readBaseUrl } from '../../shared/apiAddress';
import { type CarriedOptions, USUAL_TIMEOUT } from '../../shared/callApi';
import { Failure } from '../../shared/failure';
import { findByIdOrName } from '../../shared/findByIdOrName';
import { isRecord, textOf } from '../../shared/unknownValues';
import { serviceOrderedBy } from '../resources/order';
import { choicesOf, choicesOfWidgets } from '../steps/chooseWidgets';
import { type Offered, readOffered } from './offered';
import { fillOrExplain, nothingOffered, toOptions } from './options';

/** Fills the list of widgets that the catalog offers for the chosen space. */
export async function getWidgets(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await fillOrExplain(this, async () => {
		const { widgets, space } = await offered(this);
		if (widgets.length > 0) return toOptions(choicesOfWidgets(widgets));
		throw nothingOffered('widget', space);
	});
}

/** Fills the list of items of the widget that is chosen in the same row. */
export async function getWidgetItems(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await fillOrExplain(this, async () => {
		const wanted = textOf(this.getCurrentNodeParameter('&id'));
		if (wanted === undefined) {
			throw new Failure('No widget is chosen yet', "Choose this row's widget first.");
		}
		const { widgets, space } = await offered(this);
		if (widgets.length === 0) throw nothingOffered('widget', space);
		const widget = findByIdOrName(choicesOfWidgets(widgets), wanted)?.widget;
		if (widget && widget.items.length > 0) return toOptions(choicesOf(widget));
		throw new Failure(
			`AI HomeDesign offers nothing for widget '${widget?.title ?? wanted}'${space ? ` for ${space.title}` : ''}`,
			'Choose another widget.',
		);
	});
}

async function offered(context: ILoadOptionsFunctions): Promise<Offered> {
	const service = serviceOrderedBy(context.getCurrentNodeParameter('operation'));
	if (service === undefined) throw new Failure('This operation has no widgets', 'Choose another.');
	const wanted = textOf(context.getCurrentNodeParameter('space'));
	return await readOffered(context, await carriedByDropdown(context), service, wanted);
}

/**
 * What n8n's engine puts on the requests of a routing, for a dropdown that is filled by a method, which no
 * engine helps: the credential's address and the node's Request Options (n8n-core, routing-node.js).
 */
async function carriedByDropdown(context: ILoadOptionsFunctions): Promise<CarriedOptions> {
	const { baseUrl } = await context.getCredentials('aiHomeDesignApi');
	const parameter: unknown = context.getCurrentNodeParameter('requestOptions');
	const { proxy, timeout, allowUnauthorizedCerts } = isRecord(parameter) ? parameter : {};
	return {
		baseURL: readBaseUrl(baseUrl),
		proxy: parseProxy(textOf(proxy)),
		timeout: Number(timeout) || USUAL_TIMEOUT,
		skipSslCertificateValidation: Boolean(allowUnauthorizedCerts),
	};
}

function parseProxy(address: string | undefined): CarriedOptions['proxy'] {
	if (address === undefined) return undefined;
	if (!URL.canParse(address)) {
		throw new Failure(`'${address}' is not a proxy`, "Check 'Proxy' under Request Options.");
	}
	const { hostname, port, protocol, username, password } = new URL(address);
	return {
		host: hostname,
		port: Number(port) || (protocol === 'https:' ? 443 : 80),
		protocol: protocol.replace(':', ''),
		...(username ? { auth: { username, password } } : {}),
	};
}
