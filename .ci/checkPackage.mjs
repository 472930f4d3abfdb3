// Looks at what `npm pack` would publish: dist and index.js, and what npm always adds. Needs a build.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [{ files, size, unpackedSize }] = JSON.parse(
	execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
);
const paths = files.map(({ path }) => path);
const isWanted = (path) =>
	/^(index\.js|package\.json|README\.md|LICENSE)$/.test(path) ||
	/^dist\/(nodes|credentials)\/.*\.(js|svg|json)$/.test(path);

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const missing = ['index.js', ...manifest.n8n.nodes, ...manifest.n8n.credentials].filter(
	(path) => !paths.includes(path),
);
const unwanted = paths.filter((path) => !isWanted(path));
const faults = [
	...missing.map((path) => `${path} is missing from the package`),
	...unwanted.map((path) => `${path} does not belong into the package`),
	...Object.keys(manifest.dependencies ?? {}).map((name) => `${name} is a runtime dependency`),
];

const classes = Object.keys(createRequire(import.meta.url)('../index.js'));
if (classes.length === 0) faults.push('index.js exports nothing');

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(
	`${paths.length} files, ${size} bytes packed, ${unpackedSize} unpacked; index.js brings ${classes.join(' and ')}`,
);
