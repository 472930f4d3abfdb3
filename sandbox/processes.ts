/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { writeFile } from 'node:fs/promises';
import { thumbnailOf } from './drawing/thumbnail';
import { newObjectId } from './ids';
import type { PictureStore } from './pictureStore';
import { Refusal } from './refusal';
import type { Samples } from './samples';
import { services } from './services';
import { imageEnhancement } from './services/imageEnhancement';
import type { FinalAsset, ProcessWish, SandboxProcess } from './types';
import type { Workshop } from './workshop';

interface ProcessesParts {
	store: PictureStore;
	workshop: Workshop;
	samples: Samples;
	/** Called when a process is done or failed. */
	onOver: (process: SandboxProcess, wish: ProcessWish) => void;
}

/** The processes of v3: each is the work of one tool. */
export class Processes {
	/** Every process, in order of its start. */
	readonly processes: SandboxProcess[] = [];
	private readonly byId = new Map<string, SandboxProcess>();
	private readonly files: string[] = [];
	private readonly shown = new Map<string, string>();

	constructor(private readonly parts: ProcessesParts) {}

	/** Starts a process; the promise `work` ends when it is over (or was dropped), and never rejects. */
	start(wish: ProcessWish): { process: SandboxProcess; work: Promise<void> } {
		const { assets = 1, fail = false, tool } = wish;
		if (!Number.isInteger(assets) || assets < 0) {
			throw new Error('the number of assets has to be a whole number');
		}
		const process: SandboxProcess = {
			id: newObjectId(),
			order_id: newObjectId(),
			tool,
			status: 'pending',
			final_assets: [],
		};
		this.processes.push(process);
		this.byId.set(process.id, process);
		const ids = Array.from({ length: fail ? 0 : assets }, newObjectId);
		const work = this.parts.workshop.take({
			make: async () => {
				process.status = 'processing';
				if (ids.length > 0) await this.draw(wish, ids);
			},
			over: (error) => {
				if (error === undefined && !fail) {
					process.final_assets = ids.map((id) => this.show(id));
					process.status = 'done';
				} else {
					process.status = 'failed';
				}
				this.parts.onOver(process, wish);
			},
		});
		return { process, work };
	}

	/** Throws a refusal (404) for a process that is not known. */
	get(id: string): SandboxProcess {
		const process = this.byId.get(id);
		if (!process) throw new Refusal(404, 'process not found', 'api_error_process_not_found');
		return process;
	}

	/** Where a picture, or a thumbnail, of a process that is done lies. */
	assetPath(name: string): string | undefined {
		return this.shown.get(name);
	}

	/** Forgets every process, and returns where the files of their pictures lie. */
	reset(): string[] {
		this.processes.length = 0;
		this.byId.clear();
		this.shown.clear();
		return this.files.splice(0);
	}

	private async draw({ tool, photo }: ProcessWish, assetIds: string[]): Promise<void> {
		const { samples, store } = this.parts;
		const service = services.find(({ toolSlug }) => toolSlug === tool) ?? imageEnhancement;
		const picture = photo
			? await samples.draw(service, photo)
			: (await samples.of(service)).picture;
		const thumbnail = await thumbnailOf(picture);
		for (const id of assetIds) {
			const paths = [store.assetPath(id), store.assetPath(thumbnailName(id))] as const;
			this.files.push(...paths);
			await Promise.all([writeFile(paths[0], picture), writeFile(paths[1], thumbnail)]);
		}
	}

	/** Hands a drawn picture out from now on. */
	private show(id: string): FinalAsset {
		const { store } = this.parts;
		const thumbnail = thumbnailName(id);
		for (const name of [id, thumbnail]) this.shown.set(name, store.assetPath(name));
		return {
			asset_id: id,
			asset_type: 'image',
			src: store.assetAddress('aihd-final', id),
			temp_src: store.assetAddress('aihd-temp', id),
			thumbnail_src: store.assetAddress('aihd-final', thumbnail),
			temp_thumbnail_src: store.assetAddress('aihd-temp', thumbnail),
		};
	}
}

function thumbnailName(assetId: string): string {
	return `${assetId}-thumbnail`;
}
