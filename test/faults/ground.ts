import type { INodeExecutionData } from 'n8n-workflow';
import { clock } from '../../nodes/shared/clock';
import { isRecord, recordsOf } from '../../nodes/shared/unknownValues';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { itemWithFile } from '../engine/harness/binaries';
import { drawPhoto } from '../engine/harness/photo';

/** A choice as the catalog's ids. */
export interface Choice {
	space: string;
	styleWidget: string;
	style: string;
}

/** Where one scenario takes place: a fresh sandbox, and what stands around it. */
export class Ground {
	/** Where the node calls the API; a scenario may put something before the sandbox. */
	address: string;
	/** What happens when the time begins to run. */
	beginsWith: () => void = () => undefined;
	private readonly endings: Array<() => Promise<void>> = [];

	private constructor(
		readonly sandbox: Sandbox,
		readonly choice: Choice,
		private readonly photo: Buffer,
	) {
		this.address = sandbox.url;
	}

	static async prepare(options: SandboxOptions = {}): Promise<Ground> {
		const sandbox = await startSandbox({
			etaSeconds: 0,
			rateLimit: null,
			now: () => clock.now() * 1000,
			...options,
		});
		const ground = new Ground(
			sandbox,
			await readChoice(sandbox),
			await drawPhoto({ width: 64, height: 48 }),
		);
		sandbox.reset();
		return ground;
	}

	/** @returns an item with the photo of that number, and the style to stage it in */
	async photoItem(index: number, bytes = this.photo): Promise<INodeExecutionData> {
		const { style } = this.choice;
		return await itemWithFile(bytes, { fileName: `photo-${index}.jpg`, json: { style } });
	}

	/** Uploads a photo as an earlier run did. */
	async upload(): Promise<string> {
		const form = new FormData();
		form.append('image', new Blob([Uint8Array.from(this.photo)]), 'photo-0.jpg');
		form.append('service_name', 'service-ai-virtual-staging');
		const answer = await fetch(`${this.sandbox.url}/v1/order/image`, {
			method: 'POST',
			headers: { 'x-api-key': this.sandbox.apiKey },
			body: form,
		});
		const uploaded: unknown = await answer.json();
		return isRecord(uploaded) ? String(uploaded.order_id) : '';
	}

	/** Whether a call to the sandbox is under way. */
	get isBusy(): boolean {
		return this.sandbox.calls.some(({ endedAt }) => endedAt === 0);
	}

	/** Whether a call like that has come. */
	hasSeen(method: string, path: RegExp): boolean {
		return this.sandbox.calls.some((call) => call.method === method && path.test(call.path));
	}

	/** Notes what has to be closed at the end. */
	closeLater(close: () => Promise<void>): void {
		this.endings.push(close);
	}

	async close(): Promise<void> {
		for (const close of this.endings) await close();
		await this.sandbox.close();
	}
}

async function readChoice({ url }: Sandbox): Promise<Choice> {
	const space = 'space-living-room';
	const query = new URLSearchParams({
		service_name: 'service-ai-virtual-staging',
		space_name: space,
	});
	const answer: unknown = await (await fetch(`${url}/v1/catalog/items/filter?${query}`)).json();
	const widget = recordsOf(isRecord(answer) ? answer.data : []).find(
		({ title }) => String(title).toLowerCase() === 'style',
	);
	const item = recordsOf(widget?.items).find(({ title }) => title === 'Modern');
	if (!widget || !item) throw new Error('the catalog has no style Modern');
	return { space, styleWidget: String(widget.id), style: String(item.id) };
}
