import { describeResource } from '../operation';
import { upload } from './upload';
import { upscale } from './upscale';

export const imageDescription = describeResource('image', [upload, upscale], 'upload');
