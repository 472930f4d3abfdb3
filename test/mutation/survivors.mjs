// Reads what Stryker found, and holds each mutant that no test noticed to a reason in answers.mjs.
import { readFileSync } from 'node:fs';
import { ANSWERS } from './answers.mjs';

const { files } = JSON.parse(readFileSync('coverage/mutation.json', 'utf8'));
const mutants = Object.entries(files).flatMap(([file, { source, mutants }]) =>
	mutants.map((mutant) => ({
		...mutant,
		file,
		line: source.split('\n')[mutant.location.start.line - 1].trim(),
		code: codeAt(source, mutant.location),
	})),
);
const has = (...statuses) => mutants.filter(({ status }) => statuses.includes(status));
const noticed = has('Killed', 'Timeout');
const survivors = has('Survived', 'NoCoverage');
const answers = (answer, { file, line, code, replacement }) =>
	file.endsWith(answer.file) &&
	line === answer.line &&
	code === answer.code &&
	replacement === answer.becomes;
const unanswered = survivors.filter((mutant) => !ANSWERS.some((answer) => answers(answer, mutant)));
const unneeded = ANSWERS.filter((answer) => !survivors.some((mutant) => answers(answer, mutant)));

for (const { file, location, code, replacement } of unanswered) {
	console.error(`No test notices, and no reason says why: ${file}:${location.start.line}`);
	console.error(`  ${JSON.stringify(code)}\n  became ${JSON.stringify(replacement)}`);
}
for (const { file, code, becomes } of unneeded) {
	// Only said: on a busy machine a run that takes too long counts as noticed.
	console.error(
		`An answer may no longer be needed: ${file}, ${JSON.stringify(code)} -> ${becomes}`,
	);
}
const counted = noticed.length + survivors.length;
console.log(
	`${counted} mutants: ${noticed.length} noticed, ${survivors.length} not, ${unanswered.length} of them without a reason`,
);
if (counted === 0 || unanswered.length > 0) process.exitCode = 1;

/* Lines and columns count from 1, as the report has them. */
function codeAt(source, { start, end }) {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
	lines[0] = lines[0].slice(start.column - 1);
	return lines.join('\n');
}
