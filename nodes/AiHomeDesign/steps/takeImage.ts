import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';
import type { CarriedOptions } from '../../shared/callApi';
import { Failure } from '../../shared/failure';
import { fetchImage, LARGEST_IMAGE } from '../../shared/fetchFile';
import { BYTES_TO_RECOGNISE, recogniseImage } from '../../shared/imageFormat';
import { limitTo } from '../../shared/limiter';
import { megabytes } from '../../shared/storeFile';
import { textOf } from '../../shared/unknownValues';
import { isWebAddress } from '../../shared/webAddress';

/** How many images are opened at the same time to be recognised, in this process. */
const peeks = limitTo(4);

/** How many bytes of a file are read at once: in larger pieces than Node's own, a photo costs n8n less of the processor. */
const READ_AT_ONCE = 128 * 1024;

/** An image that lies ready: its bytes are read only when `open` is asked for them, as often as needed. */
export interface Image {
	fileName: string;
	mimeType: string;
	/** Its size in bytes. */
	bytes: number;
	open(): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Takes the item's image, from a binary field or from an address, and checks it before anything is sent:
 * that it is there, is not empty, is at most 50 MB, and is an image of a kind that AI HomeDesign takes.
 *
 * @param signal aborted when nobody wants the image any more
 * @throws Failure when one of these does not hold
 */
export async function takeImage(
	context: IExecuteSingleFunctions,
	carried: CarriedOptions,
	signal = context.getExecutionCancelSignal(),
): Promise<Image> {
	const source = context.getNodeParameter('imageSource');
	const place = source === 'url' ? 'The image at that address' : placeOfFile(context);
	const binary =
		source === 'url'
			? await fetchImage(context, carried, imageUrl(context), signal)
			: binaryField(
					context,
					"Connect a node that supplies the image, or set 'Image Source' to URL.",
				);
	const image = await lookUp(
		context,
		binary,
		place,
		'Make it smaller first, for example with the Edit Image node.',
	);
	const format = recogniseImage(await peeks(async () => await firstBytes(image)), image.fileName);
	if (format === undefined) {
		throw new Failure(
			`${place} is not an image that AI HomeDesign takes (it is called ${image.fileName}, ${image.mimeType})`,
			'Send a JPG, PNG, WEBP, HEIC, TIFF or camera RAW file.',
		);
	}
	return { ...image, ...format, fileName: withExtension(image.fileName, format.extension) };
}

/**
 * Takes the mask in the item's binary field. What it holds is looked at when it is checked.
 *
 * @throws Failure when there is none, or it is empty or too large
 */
export async function openMask(context: IExecuteSingleFunctions): Promise<Image> {
	const binary = binaryField(context, 'Connect a node that supplies the mask.');
	const mask = await lookUp(
		context,
		binary,
		placeOfFile(context),
		'Save the mask as a PNG with a palette: it has two colors only.',
	);
	return { ...mask, fileName: 'mask.png', mimeType: 'image/png' };
}

function placeOfFile(context: IExecuteSingleFunctions): string {
	return `The file in binary field '${String(context.getNodeParameter('binaryPropertyName'))}'`;
}

function imageUrl(context: IExecuteSingleFunctions): string {
	const address = textOf(context.getNodeParameter('imageUrl', ''));
	if (address === undefined) {
		throw new Failure(
			"'Image URL' is empty",
			'Give an address that begins with http:// or https://.',
		);
	}
	if (!isWebAddress(address)) {
		throw new Failure(
			`'${address}' is not an address that an image can be fetched from`,
			"Give 'Image URL' an address that begins with http:// or https://.",
		);
	}
	return address;
}

function binaryField(context: IExecuteSingleFunctions, adviceIfNone: string): IBinaryData {
	const name = textOf(context.getNodeParameter('binaryPropertyName', '')) ?? '';
	let binary: IBinaryData | undefined;
	try {
		binary = context.helpers.assertBinaryData(name);
	} catch {
		binary = undefined;
	}
	if (binary) return binary;
	const present = Object.keys(context.getInputData().binary ?? {});
	throw new Failure(
		`The item has no binary field '${name}'`,
		present.length > 0
			? `Set 'Input Binary Field' to one that it has: ${present.join(', ')}.`
			: `It has no binary field at all. ${adviceIfNone}`,
	);
}

async function lookUp(
	context: IExecuteSingleFunctions,
	binary: IBinaryData,
	place: string,
	adviceIfTooLarge: string,
): Promise<Image> {
	const image = await find(context, binary, place);
	if (image.bytes === 0) {
		throw new Failure(`${place} is empty`, 'Check the node that supplies the image.');
	}
	if (image.bytes > LARGEST_IMAGE) {
		throw new Failure(
			`${place} has ${megabytes(image.bytes)}, and AI HomeDesign takes at most ${megabytes(LARGEST_IMAGE)}`,
			adviceIfTooLarge,
		);
	}
	return image;
}

async function find(
	{ helpers }: IExecuteSingleFunctions,
	binary: IBinaryData,
	place: string,
): Promise<Image> {
	const { id, data, mimeType } = binary;
	const fileName = binary.fileName ?? 'image';
	if (id === undefined) {
		const bytes = Buffer.from(data, 'base64');
		return { fileName, mimeType, bytes: bytes.length, open: async () => inOnePiece(bytes) };
	}
	let bytes: number | undefined;
	try {
		bytes = (await helpers.getBinaryMetadata(id)).fileSize;
	} catch {
		bytes = undefined;
	}
	if (bytes === undefined) {
		throw new Failure(
			`${place} is no longer in n8n's storage`,
			'Run the workflow again from the node that supplies the image.',
		);
	}
	return {
		fileName,
		mimeType,
		bytes,
		open: async () => await helpers.getBinaryStream(id, READ_AT_ONCE),
	};
}

async function* inOnePiece(bytes: Uint8Array): AsyncIterable<Uint8Array> {
	yield bytes;
}

async function firstBytes(image: Image): Promise<Uint8Array> {
	let start = Buffer.alloc(0);
	for await (const chunk of await image.open()) {
		start = Buffer.concat([start, chunk.subarray(0, BYTES_TO_RECOGNISE)]);
		if (start.length >= BYTES_TO_RECOGNISE) break;
	}
	return start;
}

function withExtension(fileName: string, extension: string): string {
	const name = fileName.split(/[\\/]/).pop() || 'image';
	return /\.[a-z0-9]{2,5}$/i.test(name) ? name : `${name}.${extension}`;
}
