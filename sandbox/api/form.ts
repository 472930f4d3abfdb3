/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import type { FastifyRequest } from 'fastify';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../refusal';
import { noteForm } from '../traffic';
import type { RecordedForm } from '../types';

/** A multipart body that held the file it was to hold. */
export interface FormWithFile extends RecordedForm {
	fileName: string;
	fileType: string;
	fileBytes: number;
}

/**
 * Reads a multipart body, and writes the file of one of its parts to `path`; other files are read
 * over. Throws a refusal where the file is missing (400) or too large (413).
 */
export async function readForm(
	request: FastifyRequest,
	{ filePart, path, maximumBytes }: { filePart: string; path: string; maximumBytes: number },
): Promise<FormWithFile> {
	if (!request.isMultipart()) throw noFile();
	const form: RecordedForm = { fields: {}, partsInOrder: [] };
	noteForm(request, form);
	let tooLarge = false;
	for await (const part of request.parts({ limits: { fileSize: maximumBytes } })) {
		form.partsInOrder.push(part.fieldname);
		if (part.type === 'field') {
			form.fields[part.fieldname] = String(part.value);
		} else if (part.fieldname !== filePart || form.fileName !== undefined) {
			part.file.resume();
		} else {
			form.fileName = part.filename;
			form.fileType = part.mimetype;
			const target = createWriteStream(path);
			await pipeline(part.file, target);
			form.fileBytes = target.bytesWritten;
			tooLarge = part.file.truncated;
		}
	}
	const { fileName, fileType = '', fileBytes = 0 } = form;
	if (fileName === undefined) throw noFile();
	if (tooLarge) throw new Refusal(413, 'http: request body too large', 'api_error_file_too_large');
	return { ...form, fileName, fileType, fileBytes };
}

function noFile(): Refusal {
	return new Refusal(400, 'http: no such file');
}
