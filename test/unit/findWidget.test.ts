import { findWidget } from '../../nodes/AiHomeDesign/steps/findWidget';
import { ENHANCEMENT_OPTIONS, STYLE } from '../../nodes/AiHomeDesign/services';

const widget = (id: string, title: string, isOptional: boolean) => ({
	id,
	title,
	isOptional,
	items: [],
});

describe('a widget is known by its title, never by its id', () => {
	it('whatever the case and spacing', () => {
		const offered = [widget('1', ' enhancementOPTIONS', true), widget('2', 'Style', true)];
		expect(findWidget(offered, ENHANCEMENT_OPTIONS)?.id).toBe('1');
		expect(findWidget(offered, STYLE)?.id).toBe('2');
	});

	it('then by whether it is optional, where none has the title', () => {
		const offered = [widget('1', 'Look', false), widget('2', 'Extras', true)];
		expect(findWidget(offered, STYLE)?.id).toBe('1');
		expect(findWidget(offered, ENHANCEMENT_OPTIONS)?.id).toBe('2');
	});

	it('then by whether it is optional, where two have the title', () => {
		const offered = [widget('1', 'Style', true), widget('2', 'style', false)];
		expect(findWidget(offered, STYLE)?.id).toBe('2');
	});

	it('and not guessed where that does not decide', () => {
		const offered = [widget('1', 'Look', false), widget('2', 'Mood', false)];
		expect(findWidget(offered, STYLE)).toBeUndefined();
		expect(findWidget([], STYLE)).toBeUndefined();
	});
});
