/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderPhoto } from '../sandbox/photos';
import type { Execution } from './n8n/session';

/* By the beginning of the file names: the photo that the sandbox renders, and the node that edits it. */
const PICTURES = [
	{ name: 'living-room', photo: 'livingRoom', node: 'Stage Living Room', work: 'staged' },
	{ name: 'facade', photo: 'darkFacade', node: 'Enhance Facade', work: 'enhanced' },
] as const;

/** Renders the photos that the example workflow reads, unless they are there: `<name>.before.jpg`. */
export async function takePhotos(folder: string): Promise<void> {
	const present = await readdir(folder);
	for (const { name, photo } of PICTURES) {
		const file = `${name}.before.jpg`;
		if (!present.includes(file)) await writeFile(join(folder, file), await renderPhoto(photo));
	}
}

/**
 * Puts the befores and afters of the example workflow into a folder, instead of those of last time.
 * @returns a line on each: its name, what was done to it, its size, how long the node took
 */
export async function deliverPictures(
	from: string,
	to: string,
	{ nodes }: Execution,
): Promise<string[]> {
	await mkdir(to, { recursive: true });
	for (const file of await pictureFiles(to)) await rm(join(to, file));

	const lines: string[] = [];
	for (const file of await pictureFiles(from)) {
		await copyFile(join(from, file), join(to, file));
		const picture = PICTURES.find(({ name }) => file.startsWith(`${name}.after.`));
		const run = picture && nodes[picture.node];
		const done = run ? `${picture.work} in ${run.seconds.toFixed(1)} s` : 'as it was taken';
		lines.push(`${file.padEnd(24)} ${await describePicture(join(to, file))}  ${done}`);
	}
	return lines;
}

async function pictureFiles(folder: string): Promise<string[]> {
	const files = await readdir(folder);
	/* "before" comes ahead of "after". */
	return files
		.filter((file) => /\.(before|after)\.\w+$/.test(file))
		.sort((one, other) => other.localeCompare(one));
}

async function describePicture(file: string): Promise<string> {
	const bytes = await readFile(file);
	const { width, height } = await sharp(bytes).metadata();
	const kilobytes = `${Math.round(bytes.length / 1000)} kB`;
	return `${width} x ${height} px ${kilobytes.padStart(8)}`;
}
