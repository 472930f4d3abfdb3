import { describeResource } from '../operation';
import { upload } from './upload';

export const imageDescription = describeResource('image', [upload], 'upload');
