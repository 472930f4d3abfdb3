import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Fault, SandboxOptions } from '../../sandbox';
import type { Ground } from './ground';

/** Something that goes wrong, and what the user had set when it did. */
export interface Scenario {
	/** What goes wrong, in words. */
	fault: string;
	/** The step that it strikes. */
	where: string;
	photos: number;
	/** The node's settings, such as `onError`. */
	settings?: Partial<INode>;
	/** Parameters beside space and style. */
	parameters?: INodeParameters;
	sandbox?: SandboxOptions;
	/** Prepares the trouble; the sandbox's catalog has been read by then. */
	arrange?(ground: Ground): Promise<void> | void;
	/** Puts other items in place of the photos. */
	replaceItems?(items: INodeExecutionData[], ground: Ground): Promise<void> | void;
	/** Cancels the execution once this holds. */
	cancelWhen?(ground: Ground): boolean;
}

/** On Error is "Continue". */
export const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };

/** Retry On Fail, with three tries. */
export const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** @returns the scenario with On Error "Stop", and with "Continue" */
export function underBoth(scenario: Scenario): Scenario[] {
	return [scenario, { ...scenario, settings: { ...scenario.settings, ...CONTINUE } }];
}

/** The paths that faults strike. */
export const AT = {
	catalog: { method: 'GET', path: /^\/v1\/catalog\// },
	look: { method: 'GET', path: /^\/v1\/order\// },
	picture: { method: 'GET', path: /^\/aihd-after\// },
	submit: { method: 'POST', path: '/v1/order' },
	upload: { method: 'POST', path: '/v1/order/image' },
} satisfies Record<string, Fault>;

/** @returns the settings as n8n names them in its editor */
export function nameSettings({ settings = {} }: Scenario): string {
	const names = [settings.onError === undefined ? 'Stop' : 'Continue'];
	if (settings.retryOnFail) names.push(`Retry On Fail ${settings.maxTries}`);
	if (settings.executeOnce) names.push('Execute Once');
	return names.join(', ');
}
