// What Linux says of a process: its memory and the time that processors spent on it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from './statistics.mjs';

const SAMPLE_EVERY_MS = 50;
const SAMPLES_AT_REST = 20;
const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** @returns the memory that a process that rests has, in MB: the median of a second */
export async function memoryAtRest(pid) {
	const samples = [];
	for (let count = 0; count < SAMPLES_AT_REST; count += 1) {
		samples.push(memoryOf(pid, 'VmRSS'));
		await pause(SAMPLE_EVERY_MS);
	}
	return median(samples);
}

/** Waits until a process has had nothing to do for a while. */
export async function atRest(pid) {
	for (let quiet = 0, before = secondsOf(pid); quiet < 4; ) {
		await pause(500);
		const now = secondsOf(pid);
		quiet = now - before <= 0.02 ? quiet + 1 : 0;
		before = now;
	}
}

/**
 * Watches a process while `work` is done.
 *
 * @returns what `work` gives as `result`; the most memory it had as `peak`, in MB; the processor time as `cpu`, in seconds
 */
export async function watch(pid, work) {
	/* Sets the peak that Linux keeps back to the present (proc_pid_clear_refs(5)). */
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	const before = secondsOf(pid);
	const result = await work();
	return { result, peak: memoryOf(pid, 'VmHWM'), cpu: secondsOf(pid) - before };
}

function memoryOf(pid, name) {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)[1]) / 1024;
}

function secondsOf(pid) {
	const [, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
	const [user, system] = rest.split(' ').slice(11, 13).map(Number);
	return (user + system) / TICKS_PER_SECOND;
}
