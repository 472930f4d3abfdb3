/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { startWatchedSandbox } from './index';
import type { RecordedCall } from './types';

const usage = `A local AI HomeDesign, for trying and testing. It listens on 127.0.0.1 only.

  npm run sandbox -- [options]

  --port <number>          port of the API (8787)
  --storage-port <number>  port that pictures are handed out on (8788)
  --eta <seconds>          how long a picture takes (5)
  --webhook-url <address>  where finished pictures are announced to (nowhere)
  --key <text>             the API key it accepts (a new one on each start)
  --help                   this text`;

const defaultPorts = { api: 8787, storage: 8788 };

void run(process.argv.slice(2));

async function run(args: string[]): Promise<void> {
	try {
		const flags = readFlags(args);
		if (flags.help) {
			say(usage);
			return;
		}
		await start(flags);
	} catch (error) {
		const sentence = error instanceof Error ? error.message : String(error);
		complain(`${sentence}\nSee npm run sandbox -- --help`);
		process.exitCode = 1;
	}
}

type Flags = ReturnType<typeof readFlags>;

async function start(flags: Flags): Promise<void> {
	const sandbox = await startWatchedSandbox(
		{
			port: flags.port ?? (await freeOr0(defaultPorts.api)),
			storagePort: flags.storagePort ?? (await freeOr0(defaultPorts.storage)),
			etaSeconds: flags.eta,
			apiKey: flags.key,
			webhookUrl: flags.webhookUrl,
		},
		(call) => say(lineOf(call)),
	);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			say('\nStopping.');
			void sandbox.close();
		});
	}
	const announced = flags.webhookUrl ?? 'nowhere (choose an address with --webhook-url)';
	say(`AI HomeDesign sandbox

  API       ${sandbox.url}
  API key   ${sandbox.apiKey}
  Pictures  ${sandbox.storageUrl}
  Announces finished pictures to ${announced}

In n8n, make a credential "AI HomeDesign API" with
  API Key   ${sandbox.apiKey}
  Base URL  ${sandbox.url}

A picture takes ${flags.eta} seconds. Ctrl-C stops the sandbox. Calls:
`);
}

function readFlags(args: string[]) {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string' },
			'storage-port': { type: 'string' },
			eta: { type: 'string' },
			'webhook-url': { type: 'string' },
			key: { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	return {
		port: readNumber('--port', values.port, 65535),
		storagePort: readNumber('--storage-port', values['storage-port'], 65535),
		eta: readNumber('--eta', values.eta, 3600) ?? 5,
		webhookUrl: readAddress(values['webhook-url']),
		key: readKey(values.key),
		help: values.help ?? false,
	};
}

function readNumber(flag: string, text: string | undefined, most: number): number | undefined {
	if (text === undefined) return undefined;
	const number = Number(text);
	if (!/^\d+$/.test(text) || number > most) {
		throw new Error(`${flag} takes a whole number from 0 to ${most}, not '${text}'.`);
	}
	return number;
}

function readAddress(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
		throw new Error(`--webhook-url takes an http or https address, not '${text}'.`);
	}
	return text;
}

function readKey(text: string | undefined): string | undefined {
	if (text?.trim() === '') throw new Error('--key takes a text that is not empty.');
	return text;
}

async function freeOr0(port: number): Promise<number> {
	const free = await new Promise<boolean>((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
	if (!free) say(`Port ${port} is taken, another one is used.`);
	return free ? port : 0;
}

function lineOf(call: RecordedCall): string {
	const time = new Date(call.startedAt).toISOString().slice(11, 19);
	const query = new URLSearchParams(call.query).toString();
	const path = query === '' ? call.path : `${call.path}?${query}`;
	const sent = call.bytes > 0 ? `, ${(call.bytes / 1024).toFixed(1)} KB sent` : '';
	const status = call.status === 0 ? 'cut' : String(call.status);
	return `${time}  ${status}  ${call.method} ${path}  (${call.endedAt - call.startedAt} ms${sent})`;
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
	process.stderr.write(`${text}\n`);
}
