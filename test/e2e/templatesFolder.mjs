// The example workflows that read photos from a folder, and save the pictures beside them.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { importWorkflow, inFolder, runFrom, templateOf } from './templates.mjs';

const TRIGGER = "When clicking 'Execute workflow'";

/** The promises of stage-and-enhance.json; `scene` has the `stage` and photos, once the tests run. */
export function stageAndEnhance(line, scene) {
	describe(`${line.name}: stage-and-enhance.json`, () => {
		it('stages one photo and enhances the other', async () => {
			const folder = await newFolder(scene.stage, 'stage-and-enhance.json');
			await folder.put('living-room.before.jpg', scene.room);
			await folder.put('facade.before.jpg', scene.facade);
			const orders = await folder.run();
			assert.deepEqual(orders.map(({ service_name, submits }) => [service_name, submits]).sort(), [
				['service-ai-virtual-staging', 1],
				['service-image-enhancement', 1],
			]);
			assert.deepEqual(await folder.pictures('.after'), [
				'facade.after.jpg',
				'living-room.after.jpg',
			]);
		});
	});
}

/** The promises of enhance-folder.json; `scene` has the `stage` and photos, once the tests run. */
export function enhanceFolder(line, scene) {
	describe(`${line.name}: enhance-folder.json`, () => {
		const INDOOR = ['bath', 'bedroom', 'hall', 'kitchen', 'study'];
		const OUTDOOR = ['exterior-front', 'garden'];
		let folder;

		before(async () => {
			folder = await newFolder(scene.stage, 'enhance-folder.json');
			for (const name of INDOOR) await folder.put(`${name}.jpg`, scene.room);
			for (const name of OUTDOOR) await folder.put(`${name}.JPG`, scene.facade);
			await folder.put('floor-plan.pdf', 'no photo');
			await folder.put('cellar.jpg', 'no picture');
		});

		it('enhances every photo, in more than one batch, indoors and outdoors', async () => {
			const orders = await folder.run();
			assert.deepEqual(
				orders.map(({ service_name, submits }) => [service_name, submits]),
				[...INDOOR, ...OUTDOOR].map(() => ['service-image-enhancement', 1]),
			);
			const spaces = orders.map(({ space_name }) => space_name).sort();
			assert.deepEqual(spaces, [
				...INDOOR.map(() => 'space-indoor--'),
				...OUTDOOR.map(() => 'space-outdoor--'),
			]);
			assert.deepEqual(
				await folder.pictures('-enhanced'),
				[...INDOOR, ...OUTDOOR].map((name) => `${name}-enhanced.jpg`).sort(),
			);
		});

		it('says in a note beside it what is wrong with a photo, which stops no other', async () => {
			assert.deepEqual(await folder.notes(), ['cellar-problem.txt']);
			const note = await folder.read('cellar-problem.txt');
			assert.match(note, /^cellar\.jpg could not be enhanced\.\n.*is not an image .*\n/);
			assert.doesNotMatch(note, /\[item|Order ID/);
		});

		it('orders nothing again when it is run again', async () => {
			assert.deepEqual(await folder.run(), []);
		});

		it('orders again where a picture or a note was deleted', async () => {
			await folder.put('cellar.jpg', scene.room);
			await folder.remove('cellar-problem.txt');
			await folder.remove('hall-enhanced.jpg');
			assert.equal((await folder.run()).length, 2);
			const pictures = await folder.pictures('-enhanced');
			assert.equal(pictures.length, INDOOR.length + OUTDOOR.length + 1);
			assert.deepEqual(await folder.notes(), []);
		});

		it('does not order again by itself what was paid and came to nothing', async () => {
			await folder.put('attic.jpg', scene.room);
			scene.stage.sandbox.failNextGeneration();
			const [{ order_id, submits }, ...more] = await folder.run();
			assert.equal(submits, 1);
			assert.equal(more.length, 0);
			assert.match(await folder.read('attic-problem.txt'), new RegExp(`\nOrder ID: ${order_id}\n`));
			assert.deepEqual(await folder.run(), []);
		});
	});
}

/** The promises of day-to-dusk.json; `scene` has the `stage` and photos, once the tests run. */
export function dayToDusk(line, scene) {
	describe(`${line.name}: day-to-dusk.json`, () => {
		let folder;

		before(async () => {
			folder = await newFolder(scene.stage, 'day-to-dusk.json');
			await folder.put('exterior-front.jpg', scene.facade);
			await folder.put('exterior-garden.jpg', scene.facade);
			await folder.put('exterior-broken.jpg', 'no picture');
			await folder.put('kitchen.jpg', scene.room);
		});

		it('turns the exterior shots into dusk, and no other', async () => {
			const orders = await folder.run();
			assert.deepEqual(
				orders.map(({ service_name, submits }) => [service_name, submits]),
				[
					['service-day-to-dusk', 1],
					['service-day-to-dusk', 1],
				],
			);
			assert.deepEqual(await folder.pictures('-day-to-dusk'), [
				'exterior-front-day-to-dusk.jpg',
				'exterior-garden-day-to-dusk.jpg',
			]);
		});

		it('says in a note beside it what is wrong with a photo', async () => {
			assert.deepEqual(await folder.notes(), ['exterior-broken-problem.txt']);
			assert.match(await folder.read('exterior-broken-problem.txt'), /is not an image/);
		});

		it('orders nothing again when it is run again, but where a picture was deleted', async () => {
			assert.deepEqual(await folder.run(), []);
			await folder.remove('exterior-garden-day-to-dusk.jpg');
			assert.equal((await folder.run()).length, 1);
		});
	});
}

/* A folder of photos, and a workflow set to it. */
async function newFolder(stage, file) {
	const folder = join(stage.folder, file.replace('.json', ''));
	await mkdir(folder);
	const workflow = await importWorkflow(stage, await templateOf(file), inFolder(folder));
	const namesWith = async (part) =>
		(await readdir(folder)).filter((name) => name.includes(part)).sort();
	return {
		put: async (name, content) => await writeFile(join(folder, name), content),
		read: async (name) => await readFile(join(folder, name), 'utf8'),
		remove: async (name) => await rm(join(folder, name)),
		notes: async () => await namesWith('-problem.'),
		/* Only what can be opened as a picture. */
		pictures: async (suffix) => {
			const names = await namesWith(`${suffix}.`);
			for (const name of names) await sharp(await readFile(join(folder, name))).stats();
			return names;
		},
		/* What one run ordered. */
		run: async () => {
			const { length } = stage.sandbox.orders;
			await runFrom(stage, workflow, TRIGGER);
			return stage.sandbox.orders.slice(length);
		},
	};
}
