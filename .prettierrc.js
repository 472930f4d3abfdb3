module.exports = {
	arrowParens: 'always',
	endOfLine: 'lf',
	overrides: [{ files: ['package.json', '*.yml'], options: { useTabs: false } }],
	printWidth: 100,
	singleQuote: true,
	tabWidth: 2,
	trailingComma: 'all',
	useTabs: true,
};
