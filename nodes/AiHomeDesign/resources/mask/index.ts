import { describeResource } from '../operation';
import { apply } from './apply';
import { finalize } from './finalize';
import { getLatest } from './getLatest';
import { start } from './start';

export const maskDescription = describeResource(
	'mask',
	[apply, finalize, getLatest, start],
	'start',
);
