/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AiHomeDesign } from '../../nodes/AiHomeDesign/AiHomeDesign.node';
import { SERVICES } from '../../nodes/AiHomeDesign/services';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The rows of the table of services: what stands in each of their cells. */
const rows = (read('README.md').split('### Services')[1]?.split('###')[0] ?? '')
	.split('\n')
	.filter((line) => /^\| (`service-|any)/.test(line))
	.map((line) => line.split('|').map((cell) => cell.trim()));
const codeIn = (text: string | undefined) =>
	[...(text ?? '').matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

describe("the README's table of services", () => {
	it('has every service', () => {
		const named = rows.flatMap(([, service]) => codeIn(service));
		expect(named.sort()).toEqual(SERVICES.map(({ name }) => name).sort());
	});

	it('has every operation', () => {
		const named = rows.flatMap(([, , operations]) => {
			const [first = '', ...others] = codeIn(operations);
			const [resource] = first.split(': ');
			return [first, ...others.map((other) => `${resource}: ${other}`)];
		});
		const operations = new AiHomeDesign().description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) =>
				options.map((option) =>
					'value' in option ? `${displayOptions?.show?.resource?.join()}: ${option.value}` : '',
				),
			);
		expect(named.sort()).toEqual(operations.sort());
	});

	it.each(SERVICES)('says whether $name needs a space', ({ name, needsSpace }) => {
		const row = rows.find(([, service]) => codeIn(service).includes(name));
		expect(row?.[3]).toBe(needsSpace ? 'required' : 'none');
	});

	it.each(SERVICES)('names the widgets of $name', ({ name, widgetFields }) => {
		const widgets = rows.find(([, service]) => codeIn(service).includes(name))?.[4] ?? '';
		for (const { widgetTitle, isOptional } of widgetFields) {
			const title = widgetTitle.toLowerCase();
			expect(widgets).toContain(isOptional ? title : `${title} (required)`);
		}
		if (widgetFields.length === 0) expect(widgets).toBe('none');
	});

	it.each(rows.map((row) => ({ operation: row[2], test: row[5] ?? '' })))(
		'names a test for $operation that exists',
		({ test }) => {
			const [, path = '', title = ''] = /\]\((.+)\): (.+)$/.exec(test) ?? [];
			const source = read(path);
			expect(path).toMatch(/^test\/engine\/.*\.test\.ts$/);
			expect(source.includes(`it('${title}'`) || source.includes(`title: '${title}'`)).toBe(true);
		},
	);
});

describe('every link within the project', () => {
	const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].concat(
		readdirSync(join(root, 'docs')).flatMap((file) => (file.endsWith('.md') ? `docs/${file}` : [])),
	);

	/** The anchors of a document's headings, as GitHub makes them. */
	const anchorsOf = (document: string) =>
		[...read(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
			heading
				.toLowerCase()
				.replace(/[^\w\- ]/g, '')
				.replaceAll(' ', '-'),
		);

	it.each(documents)('of %s leads to a file and a heading that exist', (document) => {
		const links = [...read(document).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)];
		const dead = links.flatMap(([, link = '']) => {
			const [path = '', anchor] = link.split('#');
			const target = path === '' ? document : join(document, '..', path);
			if (!existsSync(join(root, target))) return link;
			return anchor === undefined || anchorsOf(target).includes(anchor) ? [] : link;
		});
		expect(dead).toEqual([]);
	});
});
