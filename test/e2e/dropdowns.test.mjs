// Every dropdown of the package, opened in a real n8n as its editor opens it: there are options, or a sentence that helps.
import getPort from 'get-port';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { services } from '../../sandbox/services';
import {
	ask,
	choicesBefore,
	dropdownsOf,
	isShown,
	valueAt,
	withAllChosen,
	withValue,
} from './dropdowns.mjs';
import { lines, n8n2 } from './lines.mjs';
import { openStage } from './stage.mjs';

const PACKAGE = 'n8n-nodes-aihomedesign';
const CREDENTIAL = 'aiHomeDesignApi';
const WRONG_KEY = 'a-key-that-nobody-was-given-0123';
const CATALOG = /^\/v1\/catalog\//;

/* An object that became text, a stack trace, a value that is missing, HTML, an opaque ID, and n8n's own way out. */
const NOT_FOR_PEOPLE = [
	/\[object /,
	/\n|\bat \S+:\d+:\d+/,
	/\b(undefined|null|NaN)\b/,
	/<\/?\w+>/,
	/[0-9a-f]{20}/,
	/Error fetching options|perhaps check|please check|your request/i,
];

let stage;
/** @type {import('./dropdowns.mjs').Dropdown[]} as they stand when all before them is chosen */
let dropdowns;
let good;
const tally = { situations: 0, asked: 0, wrong: 0 };

/* The options and the sentences are the package's own: that they come through is seen on every line, each one on the newest. */
for (const line of lines) {
	describe(line.name, () => {
		before(async () => {
			stage = await openStage({}, {}, line);
			Object.assign(tally, { situations: 0, asked: 0, wrong: 0 });
			good = await credential('good', {});
			const nodes = (await nodesInEditor()).filter(({ name }) => name.startsWith(`${PACKAGE}.`));
			const all = nodes.flatMap(dropdownsOf);
			dropdowns = await Promise.all(
				all.map(async (one) => await withAllChosen(stage.session, one, all, good)),
			);
			stage.sandbox.reset();
		});

		after(async () => {
			await stage?.close();
			const { situations, asked, wrong } = tally;
			const result =
				wrong === 0 ? 'always options, or a sentence that helps' : `${wrong} times neither`;
			console.log(
				`${line.name}: ${dropdowns?.length} dropdowns, ${situations} situations, asked ${asked} times: ${result}`,
			);
		});

		describe('every dropdown, in n8n itself', () => {
			it('is found, shown, and has something chosen in the lists before it', () => {
				assert.ok(dropdowns.length > 0, 'the package has no dropdown');
				const hidden = dropdowns.filter((dropdown) => !isShown(dropdown));
				const unready = dropdowns.filter((one) =>
					choicesBefore(one, dropdowns).some((path) => !valueAt(one, path)),
				);
				assert.deepEqual(labelsOf(hidden), [], 'not shown');
				assert.deepEqual(labelsOf(unready), [], 'nothing could be chosen before');
			});

			it('with a good key: offers names that a person reads, in their order', async () => {
				await everyOne(({ options: all }) => {
					/* What may stay empty begins with an option for that. */
					const options = all?.[0]?.value === '' ? all.slice(1) : all;
					assert.ok(options?.length > 0, 'there is nothing to choose');
					const names = options.map(({ name }) => name);
					for (const { name, value } of options) {
						assert.match(name, /^[a-z][^_{}<>]*$/i);
						assert.doesNotMatch(name, /^(space|service|widget|item)-|undefined|null/);
						assert.ok(
							typeof value === 'string' && value !== '' && value !== name,
							`value ${value}`,
						);
					}
					assert.deepEqual(
						names,
						[...new Set(names)].sort((a, b) => a.localeCompare(b)),
					);
				});
			});

			if (line !== n8n2) return;

			it('with fields that hold expressions which cannot be resolved yet: offers the same', async () => {
				const unresolved = (dropdown) =>
					dropdown.nodeType.properties
						.filter(({ name, type }) => type === 'string' && name in dropdown.parameters)
						.reduce((one, { name }) => withValue(one, `parameters.${name}`, null), dropdown);
				await everyOne(({ options }) => assert.ok(options?.length > 0), { change: unresolved });
			});

			it('with a service that has no spaces: offers none', async () => {
				const ofService = dropdowns.filter(({ parameters }) => 'service' in parameters);
				const spaceless = services.filter(({ spaces }) => spaces.length === 0);
				for (const { name } of spaceless) {
					await everyOne(offersOnly('No Space'), {
						among: ofService,
						change: (dropdown) => withValue(dropdown, 'parameters.service', name),
					});
				}
			});
		});

		describe('every dropdown without options says in a sentence why, and what to do', () => {
			it('the key is refused: check it', async () => {
				const credentials = await credential('refused', { apiKey: WRONG_KEY });
				await everyOne(says(/^invalid or missing api key .*Check 'API Key'/), { credentials });
			});

			it('no credential is chosen: n8n names what is missing', async () => {
				const missing = says(/Node does not have any credentials set/);
				await everyOne(missing, { credentials: undefined });
				await everyOne(missing, { credentials: {} });
			});

			it('the host is out of reach: it is named', async () => {
				const baseUrl = `http://127.0.0.1:${await getPort()}`;
				const credentials = await credential('unreachable', { baseUrl });
				const sentence = new RegExp(
					`at ${baseUrl} could not be reached: nothing listens there. Check `,
				);
				await everyOne(says(sentence), { credentials });
			});

			it('nothing is chosen in a list before it: that list is named, and comes first', async () => {
				const paths = new Set(dropdowns.flatMap((dropdown) => choicesBefore(dropdown, dropdowns)));
				assert.ok(paths.size > 0);
				for (const path of paths) {
					await everyOne(asksForTheListBefore, {
						among: dropdowns.filter((dropdown) =>
							choicesBefore(dropdown, dropdowns).includes(path),
						),
						change: (dropdown) => withValue(dropdown, path, ''),
					});
				}
			});

			if (line !== n8n2) return;

			it('the key is empty: check it', async () => {
				const credentials = await credential('empty', { apiKey: '' });
				await everyOne(says(/Check 'API Key'/), { credentials });
			});

			it('the address is none: it is named', async () => {
				const credentials = await credential('no address', { baseUrl: 'api.example.com' });
				await everyOne(
					says(/at api\.example\.com could not be reached: that is no address.* Check 'Base URL'/),
					{ credentials },
				);
			});

			it('the service offers nothing: ask for it', async () => {
				for (const { name } of services) stage.sandbox.offerNothing(name);
				await everyOne(says(/offers no .* for this service. Ask AI HomeDesign whether/));
			});

			it('the space offers nothing: it is named, choose another', async () => {
				const among = dropdowns.filter((dropdown) =>
					choicesBefore(dropdown, dropdowns).includes('parameters.space'),
				);
				for (const { name, spaces } of services) {
					for (const space of spaces) stage.sandbox.offerNothing(name, space.name);
				}
				assert.ok(among.length > 0);
				await everyOne(says(/offers no .* for [A-Z][a-z]+.* Choose another space/), { among });
			});

			for (const [title, fault, sentence] of [
				[
					'the plan lacks the service',
					{ status: 403, body: { error: 'no access' } },
					/no access .*plan/,
				],
				[
					'the vendor takes no more calls for now',
					{ status: 429, body: { error: 'too many' } },
					/too many .*[Ww]ait/,
				],
				[
					'the vendor is in trouble',
					{ status: 500, body: '<h1>Oops</h1>' },
					/Oops .*Try again later/,
				],
				[
					'a login page answers',
					{ body: '<title>x</title><h1>Log in</h1>' },
					/Log in.*Check 'Base URL'.*login page/,
				],
				[
					'the address has moved to a login page',
					{ status: 302, headers: { location: '/login' } },
					/Check 'Base URL'/,
				],
				[
					'the answer is no catalog',
					{ body: { data: null } },
					/without a list of .*Check 'Base URL'/,
				],
				['the connection is cut', { cut: 'before' }, /the connection was cut. Check /],
			]) {
				it(title, async () => {
					stage.sandbox.misbehave({ path: CATALOG, times: Infinity, ...fault });
					await everyOne(says(sentence));
				});
			}

			it('the vendor quotes the key: it is not shown', async () => {
				const body = { error: `key ${stage.sandbox.apiKey} has expired` };
				stage.sandbox.misbehave({ path: CATALOG, times: Infinity, status: 401, body });
				await everyOne(says(/has expired .*Check 'API Key'/));
			});
		});
	});
}

/* Opens dropdowns in one situation, all at the same time, and checks what each one shows. */
async function everyOne(check, { among = dropdowns, change = (one) => one, ...given } = {}) {
	const credentials = 'credentials' in given ? given.credentials : good;
	const opened = await Promise.all(
		among.map(async (dropdown) => ({
			dropdown,
			answer: await ask(stage.session, change(dropdown), credentials),
		})),
	);
	stage.sandbox.reset();
	const failures = opened.flatMap(({ dropdown: { label }, answer }) => {
		try {
			check(answer);
			assert.ok(!answer.content.includes(stage.sandbox.apiKey), 'the answer holds the key');
			assert.ok(!answer.content.includes(WRONG_KEY), 'the answer holds the wrong key');
			return [];
		} catch ({ message }) {
			return [`${label} shows ${answer.sentence ?? JSON.stringify(answer.options)}\n  ${message}`];
		}
	});
	tally.situations += 1;
	tally.asked += opened.length;
	tally.wrong += failures.length;
	if (failures.length > 0) assert.fail(failures.join('\n'));
}

/* A check that there is a sentence of these words, which a person can read. */
function says(words) {
	return ({ options, sentence }) => {
		assert.equal(options, undefined, 'there are options');
		assert.ok(words.test(sentence), `these words are missing: ${words}`);
		for (const code of NOT_FOR_PEOPLE) assert.doesNotMatch(sentence, code);
	};
}

/* A check that nothing can be chosen, and that a person reads why. */
function offersOnly(name) {
	return ({ options }) => {
		assert.deepEqual(
			options?.map((option) => [option.name, option.value]),
			[[name, '']],
		);
	};
}

function asksForTheListBefore(answer) {
	if (answer.options) return offersOnly('Choose a Space First')(answer);
	says(/is empty. Choose one of: [A-Z]|No widget is chosen yet. Choose /)(answer);
}

const labelsOf = (some) => some.map(({ label }) => label);

async function credential(name, { apiKey = stage.sandbox.apiKey, baseUrl = stage.sandbox.url }) {
	const id = await stage.session.saveCredential(name, CREDENTIAL, { apiKey, baseUrl });
	return { [CREDENTIAL]: { id, name } };
}

/* What n8n tells its editor of all nodes, those that it makes of nodes for agents too. */
async function nodesInEditor() {
	return JSON.parse((await stage.session.ask('GET', '/types/nodes.json')).content);
}
