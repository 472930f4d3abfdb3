import {
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { triggerFields } from './fields';
import { receiveCall } from './receiveCall';
import { webhooks } from './webhooks';

export class AiHomeDesignTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI HomeDesign Trigger',
		name: 'aiHomeDesignTrigger',
		icon: {
			light: 'file:../AiHomeDesign/aiHomeDesign.svg',
			dark: 'file:../AiHomeDesign/aiHomeDesign.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].length === 3 ? "all results" : $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when AI HomeDesign has staged or enhanced a photo',
		defaults: { name: 'AI HomeDesign Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aiHomeDesignApi', required: true }],
		webhooks,
		triggerPanel: {
			header: 'Let AI HomeDesign send its results here',
			executionsHelp: {
				inactive:
					'<b>To build the workflow</b>, paste the <b>Test URL</b> into the AI HomeDesign dashboard (API, Webhook), click <b>Execute step</b> (in n8n 1: <b>Test step</b>), and order a picture: the next result comes here.<br /><br /><b>When it is ready</b>, paste the <b>Production URL</b> there instead, and publish the workflow (in n8n 1: activate it). AI HomeDesign knows one address for the whole account.',
				active:
					'<b>The workflow is active</b>: results come to its <b>Production URL</b>, which has to stand in the AI HomeDesign dashboard (API, Webhook).<br /><br /><b>To try a change</b>, paste the <b>Test URL</b> there for that time, and click <b>Execute step</b>. AI HomeDesign knows one address for the whole account.',
			},
			activationHint:
				'Once the workflow is published, paste the Production URL of this node into the AI HomeDesign dashboard (API, Webhook).',
		},
		properties: triggerFields,
	};

	/** The vendor's address is set by hand, in its dashboard: there is nothing to register. */
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveCall(this);
	}
}
