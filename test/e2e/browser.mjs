// Chromium with a page open: it reaches this machine only, and what its pages complain of is noted.
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { chromium, selectors } from 'playwright-core';

const DEBIANS_CHROMIUM = '/usr/bin/chromium';
const HOST = '127.0.0.1';

/* The editor names what can be clicked, filled or read by this attribute. */
selectors.setTestIdAttribute('data-test-id');

/** Each keeps Chromium from asking servers of its own, or from needing what a bare machine lacks. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	`--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${HOST}`,
];

/**
 * Opens a page in a Chromium of its own.
 *
 * @param {string} folder where it may keep its data
 * @returns `page`; `refusedHosts`, the other machines that pages wanted to reach; `complaints`, which gives what was
 *   complained of since it was last asked: errors and warnings of scripts, refused and broken calls; and `close`
 * @throws an Error that says what to install when there is no Chromium
 */
export async function openBrowser(folder) {
	const context = await chromium.launchPersistentContext(join(folder, 'chromium'), {
		executablePath: chromiumPath(),
		args: FLAGS,
		viewport: { width: 1400, height: 960 },
		colorScheme: 'light',
	});
	const refusedHosts = new Set();
	await context.route(isElsewhere, async (route) => {
		refusedHosts.add(new URL(route.request().url()).hostname);
		await route.abort();
	});
	const [page] = context.pages();
	page.setDefaultTimeout(60_000);
	let noted = [];
	page.on('pageerror', (error) => noted.push(`script: ${error.message}`));
	page.on('console', (message) => {
		const { url } = message.location();
		/* Of calls the page's own events tell more. */
		const isOfCall = message.text().startsWith('Failed to load resource');
		if (isOfCall || !['error', 'warning'].includes(message.type())) return;
		noted.push(`console ${message.type()}: ${message.text()} ${url}`);
	});
	page.on('response', (response) => {
		if (response.status() < 400) return;
		noted.push(`${response.status()} ${new URL(response.url()).pathname}`);
	});
	page.on('requestfailed', (request) => {
		const reason = request.failure()?.errorText;
		/* Calls that the editor gives up itself, as when it goes to another page. */
		if (reason === 'net::ERR_ABORTED' || isElsewhere(new URL(request.url()))) return;
		noted.push(`${reason} ${request.url()}`);
	});
	return {
		page,
		refusedHosts,
		complaints: () => {
			const since = noted;
			noted = [];
			return since;
		},
		close: async () => await context.close(),
	};
}

function isElsewhere({ protocol, hostname }) {
	return protocol.startsWith('http') && hostname !== HOST;
}

function chromiumPath() {
	const path = process.env.CHROMIUM_PATH ?? DEBIANS_CHROMIUM;
	try {
		accessSync(path, constants.X_OK);
		return path;
	} catch (cause) {
		throw new Error(
			`There is no Chromium at ${path}. Install it (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM_PATH to where another one lies.`,
			{ cause },
		);
	}
}
