import { LoggerProxy } from 'n8n-workflow';
import { loadPackage } from './packageLoader';

/** Watches what engine and node log, without keeping it from being logged. */
export async function watchLog(): Promise<{ lines: unknown[]; stop: () => void }> {
	const lines: unknown[] = [];
	const { engineLogger } = await loadPackage();
	const spies = (['debug', 'info', 'warn', 'error'] as const).map((level) => {
		const log = engineLogger[level].bind(engineLogger);
		return jest.spyOn(engineLogger, level).mockImplementation((...line) => {
			lines.push(...line);
			log(line[0], line[1]);
		});
	});
	LoggerProxy.init(engineLogger);
	return { lines, stop: () => spies.forEach((spy) => spy.mockRestore()) };
}
