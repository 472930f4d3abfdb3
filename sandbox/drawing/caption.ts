/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, is never packed */
import { createRequire } from 'node:module';
import sharp from 'sharp';

// The font comes with the package's dev dependencies: a bare machine has none.
const fontfile = createRequire(__filename).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

/** Makes a small dark tag for the lower left corner of a picture of this size. */
export async function captionTag(
	text: string,
	picture: { width: number; height: number },
): Promise<sharp.OverlayOptions> {
	const size = Math.max(9, Math.round(picture.height * 0.019));
	const label = await sharp({
		text: {
			text: `<span foreground="#ffffff">${escapeMarkup(text)}</span>`,
			font: `DejaVu Sans ${size}`,
			fontfile,
			rgba: true,
			dpi: 72,
		},
	})
		.png()
		.toBuffer({ resolveWithObject: true });
	const room = { width: Math.round(picture.width * 0.9), height: Math.round(picture.height * 0.2) };
	const fitted = await sharp(label.data)
		.resize({ ...room, fit: 'inside', withoutEnlargement: true })
		.png()
		.toBuffer({ resolveWithObject: true });
	const padding = Math.round(size * 0.75);
	const width = Math.min(picture.width, fitted.info.width + padding * 2);
	const height = Math.min(picture.height, fitted.info.height + Math.round(padding * 1.5));
	const plate = Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
		<rect width="100%" height="100%" rx="${size * 0.45}" fill="#14161a" fill-opacity=".62"/></svg>`,
	);
	const tag = await sharp(plate)
		.composite([{ input: fitted.data }])
		.png()
		.toBuffer();
	const margin = Math.round(size * 1.2);
	return {
		input: tag,
		left: Math.max(0, Math.min(margin, picture.width - width)),
		top: Math.max(0, picture.height - height - margin),
	};
}

function escapeMarkup(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
