// Community packages of others, in the versions that are measured: of those that many people use.
export const OTHER_PACKAGES = [
	'n8n-nodes-evolution-api@1.0.4',
	'@mendable/n8n-nodes-firecrawl@2.1.2',
	'@blotato/n8n-nodes-blotato@1.0.10',
	'@picsart/n8n-nodes-picsart-creative-apis@5.4.8',
];
