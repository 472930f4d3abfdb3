import { SERVICES } from '../../nodes/AiHomeDesign/services';
import { AiHomeDesignTrigger } from '../../nodes/AiHomeDesignTrigger/AiHomeDesignTrigger.node';

const trigger = new AiHomeDesignTrigger();
const { description } = trigger;
const named = (name: string) => description.properties.find((property) => property.name === name);

describe('what saved workflows rely on', () => {
	it('the type and its version', () => {
		expect(description).toMatchObject({ name: 'aiHomeDesignTrigger', version: 1, inputs: [] });
	});

	it('the events, all of them by default', () => {
		const events = ['imageGenerated', 'imageUpscaled', 'processCompleted'];
		expect(named('events')).toMatchObject({
			type: 'multiOptions',
			default: events,
			options: events.map((value) => ({ value })),
		});
	});

	it('the options and their defaults: safe ones', () => {
		expect(named('options')?.options).toMatchObject([
			{ name: 'downloadImage', type: 'boolean', default: false },
			{ name: 'ignoreDuplicates', type: 'boolean', default: true },
			{ name: 'secret', type: 'string', default: '', typeOptions: { password: true } },
			{ name: 'services', type: 'multiOptions', default: [] },
			{ name: 'verify', type: 'boolean', default: true },
		]);
	});

	it('the services that it can be limited to are those of the action node', () => {
		const services = named('options')?.options?.find(({ name }) => name === 'services');
		const values = SERVICES.map(({ name }) => ({ value: name }));
		expect(services).toMatchObject({ options: values });
	});

	it('the address: one path, to which the vendor posts', () => {
		expect(description.webhooks?.[0]).toMatchObject({
			name: 'default',
			httpMethod: 'POST',
			path: 'aihomedesign',
			responseMode: 'onReceived',
		});
	});
});

describe('how the trigger presents itself', () => {
	it.each(['inactive', 'active'] as const)(
		'its panel says where each of the two addresses is to be pasted, while it is %s',
		(state) => {
			const { triggerPanel } = description;
			const help = typeof triggerPanel === 'object' ? triggerPanel.executionsHelp : undefined;
			const text = typeof help === 'object' ? help[state] : '';
			for (const words of ['Production URL', 'Test URL', 'dashboard (API, Webhook)']) {
				expect(text).toContain(words);
			}
			expect(text).toContain('one address for the whole account');
		},
	);

	it('a notice says what to do where several workflows want the results', () => {
		expect(named('addressNotice')).toMatchObject({ type: 'notice' });
		expect(named('addressNotice')?.displayName).toContain('hands them on');
	});

	it('it is no tool for agents, and registers nothing at the vendor', async () => {
		expect(description).not.toHaveProperty('usableAsTool');
		const { checkExists, create, delete: remove } = trigger.webhookMethods.default;
		expect([await checkExists(), await create(), await remove()]).toEqual([true, true, true]);
	});
});
