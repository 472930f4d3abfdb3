// What a person does in n8n's editor, and what it then shows.
import { until } from './templates.mjs';

/** The editor of a running n8n, open in a browser's page. */
export class Editor {
	constructor(page, url) {
		this.page = page;
		this.url = url;
		/** The panel of the open node: what goes in, its parameters, what comes out. */
		this.panel = this.part('ndv');
		this.parameters = this.part('node-parameters');
		this.input = this.part('ndv-input-panel');
		this.output = this.part('output-panel');
		/** The dialog of a credential. */
		this.credential = this.part('editCredential-modal');
		/** The list of nodes, and of one node's actions. */
		this.picker = this.part('node-creator');
		/** An open dropdown: only the library that n8n draws it with names its frame. */
		this.list = page.locator('.el-select__popper').filter({ visible: true });
	}

	part(testId) {
		return this.page.getByTestId(testId);
	}

	async logIn({ email, password }) {
		await this.page.goto(`${this.url}/signin`, { waitUntil: 'commit' });
		await this.page.getByLabel('Email').fill(email);
		await this.page.getByLabel('Password').fill(password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.part('project-home-menu-item').waitFor();
	}

	/** Opens a new workflow, and the list of nodes for its first step. */
	async openNew() {
		await this.page.goto(`${this.url}/workflow/new`, { waitUntil: 'commit' });
		await this.part('canvas-plus-button').click();
		await this.part('node-creator-search-bar').waitFor();
	}

	/** Opens a node of a saved workflow. */
	async openWorkflow(id, node) {
		await this.page.goto(`${this.url}/workflow/${id}`, { waitUntil: 'commit' });
		await this.onCanvas(node).waitFor();
		await this.open(node);
	}

	/** Opens a new workflow, empty but for a trigger to be started by hand. */
	async newWorkflow() {
		await this.openNew();
		await this.search('manual trigger');
		await this.pick('Manual Trigger');
		await this.part('canvas-node').waitFor();
	}

	/** Opens the list of nodes that can follow the last one. */
	async openPicker() {
		await this.part('canvas-handle-plus').last().click();
		await this.part('node-creator-search-bar').waitFor();
	}

	async search(words) {
		await this.part('node-creator-search-bar').fill(words);
	}

	/** Clicks an entry of the picker: a node, or an action of the node that was clicked before. */
	async pick(name) {
		await this.entry(name).first().click();
	}

	entry(name) {
		return this.part('item-iterator-item').filter({
			has: this.page.getByText(name, { exact: true }),
		});
	}

	/** Adds a node behind the last one, and opens its panel. */
	async add(node, action) {
		await this.openPicker();
		await this.search(node);
		await this.pick(node);
		await this.pick(action);
		await this.panel.waitFor();
	}

	/** Opens the panel of a node that is there. */
	async open(node) {
		await this.part('zoom-to-fit').click();
		await this.onCanvas(node).dblclick();
		await this.panel.waitFor();
	}

	/* The canvas writes a node's name onto its element. */
	onCanvas(node) {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`);
	}

	async close() {
		await this.part('ndv-close-button').click();
		await this.panel.waitFor({ state: 'hidden' });
	}

	field(parameter) {
		return this.part(`parameter-input-${parameter}`);
	}

	async fill(parameter, text) {
		await this.field(parameter).locator('input, textarea').first().fill(text);
	}

	/** @returns {Promise<string>} what a field or a dropdown shows, or its gray words where it is empty */
	async shown(parameter) {
		const input = this.field(parameter).locator('input').first();
		return (await input.inputValue()) || (await input.getAttribute('placeholder')) || '';
	}

	/** Opens a dropdown. @returns {Promise<string[]>} the names in it */
	async unfold(parameter) {
		await this.field(parameter).locator('input').first().click();
		return await this.optionNames();
	}

	/** @returns {Promise<string[]>} the names in the open list; an entry's description stands below its name */
	async optionNames() {
		const options = this.page.getByRole('option');
		await options.first().waitFor();
		return (await options.allInnerTexts()).map((text) => text.split('\n', 1).join('').trim());
	}

	/** Takes an entry of the open list, which closes then. */
	async take(name) {
		const named = { has: this.page.getByText(name, { exact: true }) };
		await this.page.getByRole('option').filter(named).click();
		await this.listClosed();
	}

	/** Closes the open list without taking anything. */
	async fold() {
		await this.page.keyboard.press('Escape');
		await this.listClosed();
	}

	/* A list fades: until it is gone, it could be taken for the next one. */
	async listClosed() {
		await until('the list is closed', async () => (await this.list.count()) === 0);
	}

	async choose(parameter, name) {
		if ((await this.shown(parameter)) === name) return;
		await this.unfold(parameter);
		await this.take(name);
		await until(`${parameter} is ${name}`, async () => (await this.shown(parameter)) === name);
	}

	/** @returns {Promise<string[]>} the fields of the open node that are shown, by their parameters' names */
	async shownFields() {
		const fields = this.parameters
			.locator('[data-test-id^="parameter-input-"]')
			.filter({ visible: true });
		const ids = await fields.evaluateAll((found) => found.map((one) => one.dataset.testId));
		return ids.map((id) => id.slice('parameter-input-'.length)).filter((name) => name !== 'field');
	}

	async saveCredential() {
		await this.part('credential-save-button').click();
	}

	async closeCredential() {
		await this.credential.getByRole('button', { name: /close/i }).click();
		await this.credential.waitFor({ state: 'hidden' });
	}

	/** Opens the list of the options that the open node could have. */
	async unfoldOptions() {
		/* Those under "Settings" are in the page too, unseen. */
		await this.part('collection-parameter-add').filter({ visible: true }).click();
	}

	async addOption(name) {
		await this.unfoldOptions();
		await this.take(name);
	}

	/** Scrolls to the first of the parameters. */
	async scrollUp() {
		await this.part('credentials-label').scrollIntoViewIfNeeded();
	}

	/** @returns {Promise<{ message: string, advice: string }>} what the output panel says of a run that failed */
	async failure() {
		const message = await this.output.getByTestId('node-error-message').innerText();
		const advice = await this.output.getByTestId('node-error-description').innerText();
		return { message: message.trim(), advice: advice.trim() };
	}

	/**
	 * @param {'Test URL' | 'Production URL'} kind
	 * @returns {Promise<string[]>} the addresses that a trigger's panel shows, its list of them being unfolded
	 */
	async webhookAddresses(kind) {
		const tab = this.parameters.getByText(kind, { exact: true });
		if (!(await tab.isVisible()))
			await this.parameters.getByText('Webhook URLs', { exact: true }).click();
		await tab.click();
		/* They have no name of their own in the page. */
		return await this.parameters.getByText(/^https?:\/\/\S+\/webhook/).allInnerTexts();
	}

	/** @returns the triangle that n8n puts beside a field, with what is wrong in it */
	issueOf(parameter) {
		const item = this.part('parameter-item').filter({ has: this.field(parameter) });
		return item.getByTestId('parameter-issues');
	}

	/** Runs the open node, and those before it that have not run. */
	async run() {
		await this.part('node-execute-button').click();
		await this.part('node-run-status-success')
			.or(this.part('node-run-status-danger'))
			.and(this.page.locator(':visible'))
			.first()
			.waitFor();
	}

	/** Opens the picture of a side of the panel. @returns {Promise<object>} its width and height, once it has loaded */
	async view(side) {
		await side.getByText('Binary', { exact: true }).click();
		await side.getByTestId('ndv-view-binary-data').click();
		const picture = side.locator('img[src*="/rest/binary-data"]');
		return await this.sizeOf(picture);
	}

	/** @returns {Promise<{ width: number, height: number, address: string }>} of a picture, once it has loaded */
	async sizeOf(picture) {
		return await until('the picture has loaded', async () => {
			const { complete, ...size } = await picture.evaluate((image) => ({
				complete: image.complete,
				width: image.naturalWidth,
				height: image.naturalHeight,
				address: image.src,
			}));
			return complete && size;
		});
	}

	/** As the person's system has it: n8n follows. */
	async setTheme(colorScheme) {
		await this.page.emulateMedia({ colorScheme });
	}
}
