import { keepBinariesOnDisk } from '../engine/harness/binaries';
import { readTable } from './document';
import { runScenario } from './runScenario';
import { nameSettings } from './scenario';
import { SCENARIOS } from './scenarios';
import { type Row, tableOf, withoutNaive } from './table';

let removeBinaries: () => Promise<void>;
const rows: Row[] = [];

beforeAll(async () => {
	removeBinaries = await keepBinariesOnDisk();
});
afterAll(async () => await removeBinaries());

describe('no order is lost and none is paid twice', () => {
	const cases = SCENARIOS.map((scenario) => ({ scenario, settings: nameSettings(scenario) }));
	it.each(cases)('$scenario.where: $scenario.fault ($settings)', async ({ scenario }) => {
		const ours = await runScenario(scenario, 'ours');
		rows.push({ scenario, ours });
		expect(ours).toMatchObject({ lost: 0, double: 0 });
	});

	it('as docs/reliability.md says; if not, npm run test:faults writes it anew', async () => {
		const written = await readTable('test:faults');
		expect(tableOf(rows).map(withoutNaive)).toEqual(written.map(withoutNaive));
	});
});
