// Loads the nodes and credentials of a package as n8n does at its start, and prints how many milliseconds that takes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/* n8n has it in memory already. */
require('n8n-workflow');
const start = performance.now();
for (const file of [...(n8n.credentials ?? []), ...(n8n.nodes ?? [])]) {
	const name = file.split('/').pop().split('.')[0];
	const loaded = require(join(folder, file));
	/* n8n makes one of each, to read its description. */
	new loaded[name]();
}
console.log(performance.now() - start);
