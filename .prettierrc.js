module.exports = {
	arrowParens: 'always',
	endOfLine: 'lf',
	printWidth: 100,
	singleQuote: true,
	tabWidth: 2,
	trailingComma: 'all',
	useTabs: true,
};
