// before-after.json: one picture of two, with captions, made by n8n's own Edit Image node.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { ask } from './dropdowns.mjs';
import { importWorkflow, inFolder, nodeTypesOf, runFrom, templateOf } from './templates.mjs';

const TRIGGER = "When clicking 'Execute workflow'";
const MAKE_PAIR = 'Make Pair';

/* Of Debian's packages fonts-dejavu-core and fonts-liberation; n8n's Docker image has Arial. */
const FONTS = ['DejaVuSans', 'LiberationSans-Regular', 'Arial'];

/** The promises of before-after.json; `scene` has the `stage` and the photo of a `room`, once the tests run. */
export function beforeAfter(line, scene) {
	describe(`${line.name}: before-after.json`, () => {
		let folder;
		let order;
		let pair;

		before(async () => {
			folder = join(scene.stage.folder, 'before-after');
			await mkdir(folder);
			await writeFile(join(folder, 'living-room.jpg'), scene.room);
			const workflow = await importWithFont(await someFont());
			await runFrom(scene.stage, workflow, TRIGGER);
			order = scene.stage.sandbox.orders.at(-1);
			pair = await sharp(await file('living-room-before-after.jpg'))
				.removeAlpha()
				.raw()
				.toBuffer({ resolveWithObject: true });
		});

		it('orders the staged picture once, and keeps it as a file of its own', async () => {
			assert.equal(order.service_name, 'service-ai-virtual-staging');
			assert.equal(order.submits, 1);
			const { width } = await sharp(await file('living-room-virtual-staging.jpg')).metadata();
			assert.ok(width > 0);
		});

		it('has the photo on the left and the staged picture on the right, equally large', async () => {
			const { width, height, gap } = await layout();
			assert.equal(pair.info.width, 2 * width + gap);
			assert.ok(pair.info.height > height);
			const photo = await file('living-room.jpg');
			const staged = await file('living-room-virtual-staging.jpg');
			for (const [picture, other, left] of [
				[photo, staged, 0],
				[staged, photo, width + gap],
			]) {
				const place = { left, top: 0, width, height };
				assert.ok((await differenceAt(place, picture)) < 4, 'it is this picture');
				assert.ok((await differenceAt(place, other)) > 10, 'and not the other one');
			}
		});

		it('has "Before" under the photo, and "Virtually staged" under the staged picture', async () => {
			const { nodes } = await templateOf('before-after.json');
			const { parameters } = nodes.find(({ name }) => name === MAKE_PAIR);
			const captions = textsOf(parameters).map(({ text }) => text);
			assert.deepEqual(captions, ['Before', 'Virtually staged']);

			const { width, height, gap } = await layout();
			const band = { top: height, width, height: pair.info.height - height };
			const left = inkIn({ ...band, left: 0 });
			const right = inkIn({ ...band, left: width + gap });
			for (const ink of [left, right]) {
				assert.ok(ink.top > band.top && ink.bottom < pair.info.height - 1, 'nothing is cut off');
				assert.ok(ink.bottom - ink.top > band.height / 4, 'it can be read');
			}
			assert.ok(right.right < pair.info.width - 1);
			/* The longer words take more room; both begin a little to the right of their picture's edge. */
			assert.ok(right.right - right.left > 2 * (left.right - left.left));
			assert.ok(Math.abs(left.left - (right.left - width - gap)) < gap);
		});

		it('orders nothing where the captions could not be written', async () => {
			const { length } = scene.stage.sandbox.orders;
			const workflow = await importWithFont('/nowhere/Missing.ttf');
			await assert.rejects(
				runFrom(scene.stage, workflow, TRIGGER),
				/Try the Font: The selected font is not available/,
			);
			assert.equal(scene.stage.sandbox.orders.length, length);
		});

		/* Set up as the notes say. */
		async function importWithFont(font) {
			const template = await templateOf('before-after.json');
			return await importWorkflow(scene.stage, template, (node) => {
				inFolder(folder)(node);
				if (node.name !== 'Photo Folder') return;
				node.parameters.assignments.assignments.find(({ name }) => name === 'font').value = font;
			});
		}

		async function file(name) {
			return await readFile(join(folder, name));
		}

		/* What "Fit Photo" and "Make Pair" say. */
		async function layout() {
			const { width, height } = await sharp(await file('living-room.jpg')).metadata();
			const scale = Math.min(1, 1200 / Math.max(width, height));
			const fitted = Math.round(width * scale);
			return {
				width: fitted,
				height: Math.round(height * scale),
				gap: Math.round(fitted / 60),
			};
		}

		/* How far the colours there are from a picture's, of 255. */
		async function differenceAt({ left, top, width, height }, picture) {
			const wanted = await sharp(picture)
				.resize(width, height, { fit: 'fill' })
				.removeAlpha()
				.raw()
				.toBuffer();
			let sum = 0;
			for (let row = 0; row < height; row += 1) {
				for (let column = 0; column < width * 3; column += 1) {
					const there = pair.data[((top + row) * pair.info.width + left) * 3 + column];
					sum += Math.abs(there - wanted[row * width * 3 + column]);
				}
			}
			return sum / wanted.length;
		}

		/* The smallest box around all that is dark on the white ground. */
		function inkIn({ left, top, width, height }) {
			const box = { left: Infinity, right: -1, top: Infinity, bottom: -1 };
			for (let y = top; y < top + height; y += 1) {
				for (let x = left; x < left + width; x += 1) {
					if (pair.data[(y * pair.info.width + x) * 3] > 128) continue;
					box.left = Math.min(box.left, x);
					box.right = Math.max(box.right, x);
					box.top = Math.min(box.top, y);
					box.bottom = Math.max(box.bottom, y);
				}
			}
			assert.ok(box.right > 0, 'something is written there');
			return box;
		}

		/* One of the fonts on this machine, of which n8n's own list knows the paths. */
		async function someFont() {
			const { nodes } = await templateOf('before-after.json');
			const node = nodes.find(({ name }) => name === MAKE_PAIR);
			const nodeType = (await nodeTypesOf(scene.stage)).find(node);
			const { options, content } = await ask(scene.stage.session, {
				nodeType,
				property: { typeOptions: { loadOptionsMethod: 'getFonts' } },
				path: 'parameters.operations.operations[3].font',
				parameters: node.parameters,
			});
			const font = options?.find(({ name }) => FONTS.includes(name));
			assert.ok(font, `none of ${FONTS.join(', ')} is installed: ${content}`);
			return font.value;
		}
	});
}

function textsOf(parameters) {
	return parameters.operations.operations.filter(({ operation }) => operation === 'text');
}
