const { execFileSync } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');
const { build } = require('rolldown');
const { n8n } = require('./package.json');

const clean = () => rm('dist', { recursive: true, force: true });

const checkTypes = async () => {
	const compiler = require.resolve('typescript/bin/tsc');
	execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
};

// n8n reads the files one after the other when it starts: a few large ones are there sooner than a hundred small ones.
// What they share stays one file of its own, as its limits hold for the whole process.
const bundle = () => {
	const files = [...n8n.credentials, ...n8n.nodes].map((file) => file.slice('dist/'.length));
	return build({
		input: Object.fromEntries(files.map((file) => [file, file.replace(/\.js$/, '.ts')])),
		platform: 'node',
		external: ['n8n-workflow', /^node:/],
		output: {
			dir: 'dist',
			format: 'cjs',
			strict: true,
			comments: { jsdoc: false },
			entryFileNames: '[name]',
			chunkFileNames: 'nodes/[name].js',
			codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
		},
	});
};

// `encoding: false` keeps gulp 5 from reading files as UTF-8 text.
const copy = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

exports.build = series(clean, checkTypes, parallel(bundle, copy));
exports.default = exports.build;
