/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, is never packed */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type FaultQueue, replacesAnswer } from './faults';
import type { Fault, RecordedCall, RecordedForm } from './types';

interface Turn {
	call: RecordedCall;
	closed: boolean;
	afterwards?: Fault;
}

const turns = new WeakMap<IncomingMessage, Turn>();

export interface TrafficWatch {
	host: RecordedCall['host'];
	calls: RecordedCall[];
	faults: FaultQueue;
	/** Ends delays when the sandbox closes. */
	closing: AbortSignal;
	/** Told about every call when it is over. */
	onCall?: (call: RecordedCall) => void;
}

/** Records every call to a server and shows it the faults that wait for it. */
export function watchTraffic(app: FastifyInstance, watch: TrafficWatch): void {
	app.addHook('onRequest', async (request, reply) => {
		const turn: Turn = { call: newCall(watch.host, request), closed: false };
		turns.set(request.raw, turn);
		watch.calls.push(turn.call);
		countBytes(request.raw, turn.call);
		reply.raw.once('close', () => {
			turn.closed = true;
			if (!reply.raw.writableFinished) turn.call.status = 0;
			turn.call.endedAt = Date.now();
			watch.onCall?.(turn.call);
		});
	});

	app.addHook('preHandler', async (request, reply) => {
		const turn = turns.get(request.raw);
		if (!turn) return;
		if (request.body !== undefined && !request.isMultipart?.()) turn.call.body = request.body;
		const fault = watch.faults.take(turn.call.method, turn.call.path);
		if (!fault) return;
		if (fault.afterHandling || fault.cut === 'after') {
			turn.afterwards = fault;
			return;
		}
		await wait(fault, watch.closing);
		if (fault.cut === 'before') {
			reply.hijack();
			request.raw.socket.destroy();
			return;
		}
		if (fault.headers) reply.headers(fault.headers);
		if (!replacesAnswer(fault)) return;
		await drain(request.raw);
		const answer = answerOf(fault);
		reply.status(answer.status);
		if (!reply.hasHeader('content-type')) reply.type(answer.type);
		return await reply.send(answer.body);
	});

	app.addHook('onSend', async (request, reply, payload: unknown) => {
		const turn = turns.get(request.raw);
		const fault = turn?.afterwards;
		if (turn && fault) {
			await wait(fault, watch.closing);
			if (fault.cut) {
				request.raw.socket.destroy();
			} else {
				payload = putAnswer(reply, fault, payload);
			}
		}
		if (turn && !turn.closed) {
			turn.call.status = fault?.cut ? 0 : reply.statusCode;
			turn.call.endedAt = Date.now();
		}
		return payload;
	});
}

/** Adds to the record what a multipart body held. */
export function noteForm(request: FastifyRequest, form: RecordedForm): void {
	const turn = turns.get(request.raw);
	if (turn) turn.call.form = form;
}

/** The path of a call without its query. */
export function pathOf(request: FastifyRequest): string {
	return request.url.split('?', 1)[0] ?? request.url;
}

function newCall(host: RecordedCall['host'], request: FastifyRequest): RecordedCall {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) {
		if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
	}
	return {
		host,
		method: request.method,
		path: pathOf(request),
		query: Object.fromEntries(new URL(request.url, 'http://sandbox').searchParams),
		headers,
		bytes: 0,
		status: 0,
		startedAt: Date.now(),
		endedAt: 0,
	};
}

function countBytes(raw: IncomingMessage, call: RecordedCall): void {
	// A listener would start the flow before the body's reader is there; an explicit pause holds it.
	raw.pause();
	raw.on('data', (chunk: Buffer) => {
		call.bytes += chunk.length;
	});
}

async function wait(fault: Fault, closing: AbortSignal): Promise<void> {
	if (!fault.delaySeconds) return;
	// The signal is all that can reject it: then the sandbox closes, and the call may go on.
	await pause(fault.delaySeconds * 1000, undefined, { signal: closing }).catch(() => undefined);
}

/** Reads the rest of a body, as a server behind a proxy does before it answers. */
async function drain(raw: IncomingMessage): Promise<void> {
	if (raw.readableEnded || raw.destroyed) return;
	raw.resume();
	await Promise.race([once(raw, 'end'), once(raw, 'close')]);
}

interface Answer {
	status: number;
	type: string;
	body: string | Buffer;
}

function answerOf(fault: Fault): Answer {
	const status = fault.status ?? 200;
	const { body } = fault;
	if (body === undefined) return { status, type: 'text/plain; charset=utf-8', body: '' };
	if (Buffer.isBuffer(body)) return { status, type: 'application/octet-stream', body };
	if (typeof body === 'string') {
		const type = /^\s*</.test(body) ? 'text/html' : /^\s*[{[]/.test(body) ? 'application/json' : '';
		return { status, type: `${type || 'text/plain'}; charset=utf-8`, body };
	}
	return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function putAnswer(reply: FastifyReply, fault: Fault, payload: unknown): unknown {
	if (replacesAnswer(fault)) {
		if (payload instanceof Readable) payload.destroy();
		const answer = answerOf(fault);
		reply.status(answer.status).removeHeader('content-length').type(answer.type);
		payload = answer.body;
	}
	if (fault.headers) reply.headers(fault.headers);
	return payload;
}
