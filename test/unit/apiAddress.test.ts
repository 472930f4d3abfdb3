import { readBaseUrl } from '../../nodes/shared/apiAddress';

describe('the base URL', () => {
	it.each([
		['https://api.example.com', 'https://api.example.com'],
		[' https://api.example.com/// ', 'https://api.example.com'],
		['https://gate.example.com/aihd/', 'https://gate.example.com/aihd'],
		['', 'https://api.aihomedesign.com'],
		['   ', 'https://api.aihomedesign.com'],
		[undefined, 'https://api.aihomedesign.com'],
	])('%j is read as %s', (given, read) => {
		expect(readBaseUrl(given)).toBe(read);
	});
});
