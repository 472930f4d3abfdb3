import { copiesLoaded, ENGINE_VERSION } from './harness/engineLine';
import { loadPackage } from './harness/packageLoader';
import { useStage } from './harness/setup';

/** Set by the Jest configuration. */
declare const n8nLine: 1 | 2;

const stage = useStage();

describe('the engine that these tests run on', () => {
	it('is of the line that the run is meant for', () => {
		expect(ENGINE_VERSION.split('.')[0]).toBe(String(n8nLine));
	});

	it.each(['n8n-workflow', '@n8n/di'])('has one copy of %s', async (name) => {
		await loadPackage();
		await stage.run();
		expect(copiesLoaded(name)).toHaveLength(1);
	});
});
