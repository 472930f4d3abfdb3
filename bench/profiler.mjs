// Looks into a running n8n: has it collect its garbage, and tells where the processor's time goes.
import getPort from 'get-port';
import { setTimeout as pause } from 'node:timers/promises';

const INTERVAL_MICROSECONDS = 500;

/** @returns n8n's `environment` that lets the inspector in, and `connect`, which gives one to look with once it runs */
export async function inspectable() {
	const port = await getPort({ host: '127.0.0.1', reserve: true });
	return {
		environment: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` },
		connect: async () => await connectTo(port),
	};
}

async function connectTo(port) {
	const [{ webSocketDebuggerUrl }] = await (
		await fetch(`http://127.0.0.1:${port}/json/list`)
	).json();
	const socket = new WebSocket(webSocketDebuggerUrl);
	const waiting = new Map();
	socket.addEventListener('message', ({ data }) => {
		const { id, result, error } = JSON.parse(data);
		const asked = waiting.get(id);
		if (error) asked?.reject(new Error(error.message));
		else asked?.resolve(result);
		waiting.delete(id);
	});
	await new Promise((resolve, reject) => {
		socket.addEventListener('open', resolve);
		socket.addEventListener('error', reject);
	});
	let asked = 0;
	const ask = async (method, params = {}) =>
		await new Promise((resolve, reject) => {
			asked += 1;
			waiting.set(asked, { resolve, reject });
			socket.send(JSON.stringify({ id: asked, method, params }));
		});
	await ask('Profiler.enable');
	await ask('Profiler.setSamplingInterval', { interval: INTERVAL_MICROSECONDS });
	return {
		/** @returns the profile of n8n while `work` is done, as a .cpuprofile file has it */
		profile: async (work) => {
			await ask('Profiler.start');
			await work();
			await pause(100);
			const { profile } = await ask('Profiler.stop');
			return profile;
		},
		/** @returns what is still held after a collection, in MB */
		collectGarbage: async () => {
			await ask('HeapProfiler.collectGarbage');
			const { usedSize, backingStorageSize } = await ask('Runtime.getHeapUsage');
			return (usedSize + backingStorageSize) / 1024 / 1024;
		},
		close: () => socket.close(),
	};
}

/** @returns milliseconds of each package whose code was at work itself, the most first; idle time left out */
export function timeByPackage({ nodes, samples, timeDeltas }) {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const times = new Map();
	for (const [index, id] of samples.entries()) {
		const owner = ownerOf(byId.get(id).callFrame);
		if (owner === undefined) continue;
		times.set(owner, (times.get(owner) ?? 0) + timeDeltas[index] / 1000);
	}
	return [...times].sort(([, a], [, b]) => b - a);
}

function ownerOf({ url, functionName }) {
	if (functionName === '(idle)') return undefined;
	if (functionName.startsWith('(')) return functionName;
	if (url.startsWith('node:') || url === '') return 'Node itself';
	const inside = url.split('/node_modules/').pop();
	const [scope, name] = inside.split('/');
	return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
