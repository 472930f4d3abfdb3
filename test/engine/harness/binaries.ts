/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

let folder: Promise<string> | undefined;
let users = 0;

/**
 * Lets n8n keep binaries on disk, as a self-hosted n8n 2 does; without it, they stay in memory.
 *
 * @returns what removes the folder again, once its last user calls it
 */
export async function keepBinariesOnDisk(): Promise<() => Promise<void>> {
	users += 1;
	folder ??= (async () => {
		const path = await mkdtemp(join(tmpdir(), 'aihomedesign-test-'));
		const config = Container.get(BinaryDataConfig);
		config.mode = 'filesystem';
		config.localStoragePath = path;
		await Container.get(BinaryDataService).init();
		return path;
	})();
	const path = await folder;
	return async () => {
		users -= 1;
		if (users === 0) await rm(path, { recursive: true, force: true });
	};
}

/** @returns an item that has a file in a binary field, stored as n8n would store it */
export async function itemWithFile(
	bytes: Buffer,
	{ field = 'data', fileName = 'room.jpg', mimeType = 'image/jpeg', json = {} } = {},
): Promise<INodeExecutionData> {
	return { json, binary: { [field]: await storeFile(bytes, fileName, mimeType) } };
}

async function storeFile(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData> {
	return await Container.get(BinaryDataService).store(
		{ type: 'execution', workflowId: 'workflow', executionId: '1' },
		Readable.from(bytes.length > 0 ? [bytes] : []),
		{ fileName, mimeType, data: '' },
	);
}

/** @returns the bytes of a binary, wherever n8n keeps it */
export async function bytesOf(binary: IBinaryData): Promise<Buffer> {
	return await Container.get(BinaryDataService).getAsBuffer(binary);
}
