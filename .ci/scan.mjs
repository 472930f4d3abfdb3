// Runs the analysis of n8n's own package scanner on the source and on what would be published. Needs a build.
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'scan-'));
try {
	const options = { encoding: 'utf8' };
	const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const [{ filename }] = JSON.parse(execFileSync('npm', pack, options));
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder], options);

	// The same two looks with the same patterns as the scanner's own, which only takes published packages.
	const looks = {
		'the source': await analyzePackage(process.cwd(), SOURCE_FILE_PATTERNS),
		'the packed tarball': await analyzePackage(join(folder, 'package'), [
			'**/*.js',
			'package.json',
		]),
	};
	for (const [what, { passed, message, details }] of Object.entries(looks)) {
		console.log(passed ? `No finding in ${what}` : `${message} in ${what}\n${details}`);
		if (!passed) process.exitCode = 1;
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
