import { AT, CONTINUE, RETRY, type Scenario, underBoth } from '../scenario';

const A_LONG_WORK = { etaSeconds: 20, workSeconds: 3600 };

/** What can happen while the pictures are made. */
export const WAITING: Scenario[] = [
	...underBoth({
		fault: 'the pictures take longer than Timeout',
		where: 'wait',
		photos: 3,
		sandbox: A_LONG_WORK,
	}),
	{
		fault: 'the pictures take longer than Timeout every time',
		where: 'wait',
		photos: 3,
		settings: RETRY,
		sandbox: A_LONG_WORK,
	},
	{
		fault: 'the picture takes longer than Timeout',
		where: 'wait',
		photos: 1,
		settings: RETRY,
		arrange: ({ sandbox }) =>
			sandbox.misbehave({
				...AT.look,
				times: 70,
				body: { status: 'processing', generated_images: [] },
			}),
	},
	...underBoth({
		fault: 'one picture of 3 comes to nothing',
		where: 'wait',
		photos: 3,
		arrange: ({ sandbox }) => {
			sandbox.failNextGeneration();
			sandbox.misbehave({ ...AT.look, times: 3, delaySeconds: 0.3 });
		},
	}),
	{
		fault: 'one picture of 3 comes to nothing',
		where: 'wait',
		photos: 3,
		settings: { ...CONTINUE, ...RETRY },
		arrange: ({ sandbox }) => sandbox.failNextGeneration(),
	},
	{
		fault: 'the execution is cancelled',
		where: 'wait',
		photos: 3,
		sandbox: A_LONG_WORK,
		cancelWhen: (ground) =>
			ground.sandbox.orders.filter(({ submits }) => submits > 0).length === 3 &&
			ground.hasSeen('GET', /^\/v1\/order\//),
	},
	{
		fault: 'the execution is cancelled while the order is sent',
		where: 'submit',
		photos: 1,
		arrange: ({ sandbox }) =>
			sandbox.misbehave({ ...AT.submit, afterHandling: true, delaySeconds: 0.5 }),
		cancelWhen: ({ sandbox }) => sandbox.orders.some(({ submits }) => submits > 0),
	},
	{
		fault: 'the execution is cancelled while the photo is sent',
		where: 'upload',
		photos: 1,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.upload, delaySeconds: 0.5 }),
		cancelWhen: (ground) => ground.hasSeen('POST', /image$/),
	},
];
