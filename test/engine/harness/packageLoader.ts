/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';

const root = path.resolve(__dirname, '../../..');

/**
 * Loads this package as n8n does, with n8n's own loader (which adds Request Options to the node), but from
 * the TypeScript sources instead of `dist`, so that tests never run a stale build.
 */
class SourceLoader extends PackageDirectoryLoader {
	/** The logger that n8n's engine and its nodes write to. */
	get engineLogger() {
		return this.logger;
	}

	protected override resolvePath(file: string): string {
		return super.resolvePath(file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
	}
}

let loading: Promise<SourceLoader> | undefined;

/** @returns the loaded package; the same for all tests of a file */
export async function loadPackage(): Promise<SourceLoader> {
	loading ??= (async () => {
		const loader = new SourceLoader(root);
		await loader.loadAll();
		return loader;
	})();
	return await loading;
}
