import { findByIdOrName, listNames } from '../../nodes/shared/findByIdOrName';

const choices = [
	{ id: 'a1', name: 'Modern' },
	{ id: 'Modern', name: 'Farmhouse' },
	{ id: 'c3', otherIds: ['old-c3'], name: 'Urban, Industrial' },
];

describe('findByIdOrName', () => {
	it.each([
		['a1', 'a1', 'the exact id'],
		['Modern', 'Modern', 'the exact id before the exact name'],
		['old-c3', 'c3', 'another id that is accepted'],
		['Urban, Industrial', 'c3', 'the exact name'],
		[' urban, INDUSTRIAL ', 'c3', 'the name without case and outer spaces'],
		['FARMHOUSE', 'Modern', 'the name in capitals'],
	])('takes %j for %s: %s', (wanted, id) => {
		expect(findByIdOrName(choices, wanted)?.id).toBe(id);
	});

	it.each(['Mod', 'Modernist', '', 'Urban'])('finds nothing for %j', (wanted) => {
		expect(findByIdOrName(choices, wanted)).toBeUndefined();
	});

	it('refuses a name that two choices have, and names both ids', () => {
		const twins = [
			{ id: 'x', name: 'Modern' },
			{ id: 'y', name: 'Modern' },
		];
		expect(() => findByIdOrName(twins, 'modern')).toThrow(
			"'modern' stands for more than one: x and y",
		);
		expect(findByIdOrName(twins, 'y')?.id).toBe('y');
	});

	it('takes the exact name where another differs in case only', () => {
		const similar = [
			{ id: 'x', name: 'modern' },
			{ id: 'y', name: 'Modern' },
		];
		expect(findByIdOrName(similar, 'Modern')?.id).toBe('y');
		expect(() => findByIdOrName(similar, 'MODERN')).toThrow('more than one');
	});

	it('names the first 30 choices, and how many more there are', () => {
		const many = Array.from({ length: 2000 }, (_, index) => ({
			id: `${index}`,
			name: `S${index}`,
		}));
		expect(listNames(many)).toMatch(/^S0, S1, .*, S29 and 1970 more$/);
		expect(listNames(choices)).toBe('Modern, Farmhouse, Urban, Industrial');
	});
});
