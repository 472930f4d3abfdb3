/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */

/** What differs from one start of n8n to the next. */
export interface Place {
	/** The folder that holds all data of this n8n. */
	userFolder: string;
	/** Where it may leave files that nobody needs later. */
	temporaryFolder: string;
	port: number;
	brokerPort: number;
	/** The only folder whose files workflows may read and write. */
	filesFolder: string;
}

/* Settings of another n8n on this machine, or of the npm script that started us, must not leak in. */
const FOREIGN =
	/^(N8N|DB|EXECUTIONS|QUEUE|CREDENTIALS|GENERIC|NODES|WEBHOOK|npm)_|^NODE_(ENV|PATH|OPTIONS)$/;

/** All environment variables of an n8n that listens on this machine only and calls nobody. */
export function n8nEnvironment(place: Place, nodeFolder: string): Record<string, string> {
	const inherited: Record<string, string> = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (value !== undefined && !FOREIGN.test(name)) inherited[name] = value;
	}
	return {
		...inherited,
		NODE_ENV: 'production',
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
		/* n8n starts its task runner as plain "node". */
		PATH: `${nodeFolder}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
		TMPDIR: place.temporaryFolder,
		TEMP: place.temporaryFolder,
		N8N_USER_FOLDER: place.userFolder,
		N8N_PORT: `${place.port}`,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${place.port}`,
		N8N_RUNNERS_BROKER_PORT: `${place.brokerPort}`,
		N8N_RESTRICT_FILE_ACCESS_TO: place.filesFolder,
		N8N_SECURE_COOKIE: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		/* Each of the following would ask a server on the internet. */
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry',
	};
}
