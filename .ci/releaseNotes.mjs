// Prints what CHANGELOG.md says of a version; fails where that is nothing, or the version is still unreleased.
import { readFileSync } from 'node:fs';

const [, , version] = process.argv;
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const section = sections.find((text) => text.startsWith(`[${version}]`));
const [heading = '', ...lines] = section?.split('\n') ?? [];
const notes = lines.join('\n').trim();
if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading) || !notes) {
	console.error(`CHANGELOG.md needs a section "## [${version}] - <date>" that says what is new.`);
	process.exit(1);
}
console.log(notes);
