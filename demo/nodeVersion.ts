/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- runs on Node, is never packed */
const OLDEST = 24;

/* Imported first by every entry: later imports already fail on an old Node, with less helpful words. */
if (Number.parseInt(process.versions.node, 10) < OLDEST) {
	console.error(
		`This runs n8n, which needs Node ${OLDEST} or newer, but it was started with Node ` +
			`${process.versions.node}. Start it by "npm run": that uses the Node which "npm ci" ` +
			'installed into this project. If it still says so, run "npm ci" again.',
	);
	process.exit(1);
}
