/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { readPicture } from './drawing/picture';
import type { OrderBook, OrderEntry } from './orderBook';
import type { Wish } from './services/service';
import type { PictureStore } from './pictureStore';
import type { GeneratedImage } from './types';

const drawingsAtOnce = 2;

interface Job {
	entry: OrderEntry;
	image: GeneratedImage;
	wish: Wish;
	/** Ends without a picture, in this status. */
	failWith?: string;
}

/** Draws ordered pictures, two at a time, and gives each out when its working time is over. */
export class Workshop {
	private readonly running = new Set<Promise<void>>();
	private readonly line: (() => void)[] = [];
	private drawing = 0;
	private epoch = new AbortController();

	constructor(
		private readonly book: OrderBook,
		private readonly store: PictureStore,
		private readonly workSeconds: number,
		private readonly onFinished: (job: Job) => void,
	) {}

	/** Takes a job; the promise ends when its picture is finished (or failed), and never rejects. */
	take(job: Job): Promise<void> {
		const work = this.work(job, this.epoch.signal).finally(() => this.running.delete(work));
		this.running.add(work);
		return work;
	}

	/** Drops the jobs that wait, and waits for those under way. */
	async drop(): Promise<void> {
		this.epoch.abort();
		this.epoch = new AbortController();
		await Promise.all(this.running);
	}

	private async work(job: Job, dropped: AbortSignal): Promise<void> {
		const startedAt = performance.now();
		let status = job.failWith ?? 'regular_finished';
		let src = '';
		if (job.failWith === undefined) {
			try {
				src = await this.inTurn(dropped, () => this.draw(job));
			} catch (error) {
				if (dropped.aborted) return;
				status = 'regular_failed';
				job.image.comment = error instanceof Error ? error.message : String(error);
			}
		}
		const restMs = this.workSeconds * 1000 - (performance.now() - startedAt);
		if (restMs > 0) {
			await pause(restMs, undefined, { signal: dropped }).catch(() => undefined);
		}
		if (dropped.aborted) return;
		this.book.finish(job.entry, job.image, { src, status });
		if (src !== '') this.onFinished(job);
	}

	private async draw({ entry, image, wish }: Job): Promise<string> {
		const picture = await readPicture(entry.path);
		const file = await entry.service.draw(picture, wish);
		await writeFile(this.store.resultPath(image.id), file);
		return this.store.resultAddress(image.id);
	}

	private async inTurn<T>(dropped: AbortSignal, task: () => Promise<T>): Promise<T> {
		if (this.drawing >= drawingsAtOnce) {
			await new Promise<void>((resolve) => this.line.push(resolve));
		} else {
			this.drawing += 1;
		}
		try {
			dropped.throwIfAborted();
			return await task();
		} finally {
			const next = this.line.shift();
			if (next) next();
			else this.drawing -= 1;
		}
	}
}
