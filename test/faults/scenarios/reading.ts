import { cutPictureHalfway, shutDoor } from '../doors';
import { AT, RETRY, type Scenario } from '../scenario';

/** What can happen to the calls that cost nothing. */
export const READING: Scenario[] = [
	{
		fault: 'connection refused for 2 seconds',
		where: 'first call',
		photos: 1,
		arrange: async (ground) => await shutDoor(ground, undefined, 2),
	},
	{
		fault: '503, twice',
		where: 'catalog',
		photos: 3,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.catalog, status: 503, times: 2 }),
	},
	{
		fault: '503 for good',
		where: 'catalog',
		photos: 3,
		settings: RETRY,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.catalog, status: 503, times: Infinity }),
	},
	{
		fault: 'the answer is cut after the photo was taken',
		where: 'upload',
		photos: 3,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.upload, cut: 'after' }),
	},
	{
		fault: '502, five times',
		where: 'look',
		photos: 3,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.look, status: 502, times: 5 }),
	},
	{
		fault: '401 from the second look on',
		where: 'look',
		photos: 1,
		sandbox: { etaSeconds: 20, workSeconds: 3600 },
		arrange: ({ sandbox }) =>
			sandbox.misbehave({
				...AT.look,
				status: 401,
				body: { error: 'invalid key' },
				skip: 1,
				times: Infinity,
			}),
	},
	{
		fault: 'the download is cut in the middle',
		where: 'picture',
		photos: 1,
		arrange: cutPictureHalfway,
	},
	{
		fault: '404 at first',
		where: 'picture',
		photos: 3,
		settings: RETRY,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.picture, status: 404 }),
	},
	{
		fault: '404 for good',
		where: 'picture',
		photos: 1,
		arrange: ({ sandbox }) => sandbox.misbehave({ ...AT.picture, status: 404, times: Infinity }),
	},
];
