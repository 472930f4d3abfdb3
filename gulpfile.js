const { execFileSync } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, series, src } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

const compile = async () => {
	execFileSync(
		process.execPath,
		[require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
		{
			stdio: 'inherit',
		},
	);
};

// `encoding: false` keeps gulp 5 from reading files as UTF-8 text.
const copy = () =>
	src(['{nodes,credentials}/**/*.svg', '{nodes,credentials}/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

exports.build = series(clean, compile, copy);
exports.default = exports.build;
