/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Under what a process's picture is handed out: `src` names the first, `temp_src` the second. */
export const assetShelves = ['aihd-final', 'aihd-temp'] as const;

/** The folder that uploads and results lie in while the sandbox runs. */
export class PictureStore {
	/** Address of the storage server; known as soon as it listens. */
	address = '';

	private constructor(private readonly folder: string) {}

	static async open(): Promise<PictureStore> {
		return new PictureStore(await mkdtemp(join(tmpdir(), 'aihomedesign-sandbox-')));
	}

	/** A path for a file that is about to arrive. */
	newUploadPath(): string {
		return join(this.folder, `upload-${randomUUID()}`);
	}

	resultPath(imageId: string): string {
		return join(this.folder, `result-${imageId}`);
	}

	resultAddress(imageId: string): string {
		return `${this.address}/aihd-after/${imageId}.jpeg`;
	}

	uploadAddress(imageId: string): string {
		return `${this.address}/aihd-before/${imageId}.jpeg`;
	}

	/** Where a picture lies that is not finished yet. */
	interimPath(imageId: string): string {
		return join(this.folder, `interim-${imageId}`);
	}

	interimAddress(imageId: string): string {
		return `${this.address}/aihd-interim/${imageId}.jpeg`;
	}

	upscaledPath(fileId: string): string {
		return join(this.folder, `upscaled-${fileId}`);
	}

	upscaledAddress(fileId: string): string {
		return `${this.address}/aihd-upscaled/${fileId}.jpeg`;
	}

	/** Where a picture that a process made lies; `name` is its id, or that of its thumbnail. */
	assetPath(name: string): string {
		return join(this.folder, `asset-${name}`);
	}

	assetAddress(shelf: (typeof assetShelves)[number], name: string): string {
		return `${this.address}/${shelf}/${name}.jpeg`;
	}

	/** Removes files; ones that are not there any more do no harm. */
	async forget(paths: string[]): Promise<void> {
		await Promise.all(paths.map((path) => rm(path, { force: true })));
	}

	async remove(): Promise<void> {
		await rm(this.folder, { recursive: true, force: true });
	}
}
