// A Redis of its own, for n8n's queue: on a free port of 127.0.0.1, and nothing of it stays.
import getPort from 'get-port';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { startTree } from '../../demo/processTree';
import { untilUp } from './untilUp.mjs';

/**
 * Starts a Redis that keeps nothing on disk.
 *
 * @param {string} folder where its log lies; made here
 * @returns `environment`, the variables by which n8n finds it, and `stop`
 * @throws an Error that says what to install where there is none
 */
export async function openRedis(folder) {
	await mkdir(folder);
	const logFile = `${folder}/redis.log`;
	const port = await getPort({ host: '127.0.0.1', reserve: true });
	const words = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	const tree = startTree('redis-server', words, { folder, logFile });
	const program = { name: 'redis-server', debianPackage: 'redis-server', logFile };
	await untilUp(program, tree, async () => await answersPing(port));
	return {
		environment: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: `${port}` },
		stop: async () => await tree.end(2),
	};
}

async function answersPing(port) {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		socket.write('PING\r\n');
		const [answer] = await once(socket, 'data');
		return answer.toString().startsWith('+PONG');
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
