import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { BASE_URL_EXPRESSION, DEFAULT_BASE_URL } from '../nodes/shared/apiAddress';

export class AiHomeDesignApi implements ICredentialType {
	name = 'aiHomeDesignApi';

	displayName = 'AI HomeDesign API';

	icon: Icon = {
		light: 'file:../nodes/AiHomeDesign/aiHomeDesign.svg',
		dark: 'file:../nodes/AiHomeDesign/aiHomeDesign.dark.svg',
	};

	documentationUrl = 'https://doc.aihomedesign.com/getting-started/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The key from the API section of the AI HomeDesign dashboard. It is shown on the Enterprise plan.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			placeholder: `e.g. ${DEFAULT_BASE_URL}`,
			description:
				'Where the API answers. Change it only to use a local sandbox or a gateway of your own.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: { 'x-api-key': "={{ String($credentials.apiKey || '').trim() }}" },
		},
	};

	/** The vendor's own key check: the v1 catalog answers without a key, so it would prove nothing. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
			url: '/v3/project',
			qs: { page: 1, limit: 1 },
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'The key was not accepted. Copy it again from the API section of the AI HomeDesign dashboard, whole and without quotes.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The key was not accepted: it is known, but its plan does not include the API. Ask AI HomeDesign to switch API access on, or use the key of an Enterprise account.',
				},
			},
		],
	};
}
