/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import axeCore from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, BROWSER_PATH } from './support/browser.ts';
import { DESCRIBED, PREDICTED } from './support/described-models.ts';

const ARTIFACTS = join(import.meta.dirname, 'artifacts');
const run = promisify(execFile);

describe.skipIf(BROWSER_PATH === undefined)('the playground, in a real browser', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    await mkdir(ARTIFACTS, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'pilotlight-playground-'));
    browser = await chromium.launch({ executablePath: BROWSER_PATH ?? '', args: BROWSER_ARGS });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function withPage(
    { hash = 'playground', ...options }: BrowserContextOptions & { hash?: string },
    use: (page: Page) => Promise<void>,
    prepare: (page: Page) => Promise<void> = async () => undefined,
  ): Promise<void> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    try {
      await prepare(page);
      await page.goto(`${inject('hostingUrl')}/#${hash}`);
      await use(page);
      expect(errors).toEqual([]);
    } finally {
      await context.close();
    }
  }

  it('calls a deployed model with its sample, by version, and shows the request as a command that runs', () =>
    withPage({ viewport: { width: 1200, height: 1000 } }, async (page) => {
      await expect.poll(() => page.getByLabel('image').inputValue()).toMatch(/^\[\[\[0\]/);
      await page.getByLabel('Version').selectOption('1');
      await expect.poll(() => ask(page).isEnabled()).toBe(true);
      await ask(page).click();
      await expect.poll(() => page.getByTestId('playground-model').textContent()).toBe('digits, v1');
      const best = page.locator('.outputs .is-likeliest');
      expect(await best.textContent()).toMatch(/^\d >?\d\d/);
      await page.screenshot({ path: join(ARTIFACTS, 'playground.png'), fullPage: true });

      await page.getByLabel('The same request in').selectOption('curl');
      await writeFile(join(folder, 'image.json'), await page.getByLabel('image').inputValue());
      const command = (await page.getByTestId('playground-code').textContent()) ?? '';
      const { stdout } = await run('bash', ['-c', command.replace('curl ', 'curl -s ')], { cwd: folder });
      const { result }: { result: { version: number; predictions: number[][] } } = JSON.parse(stdout);
      expect(result.version).toBe(1);
      const [scores = []] = result.predictions;
      expect(await best.locator('.bar-label').textContent()).toBe(
        String(scores.indexOf(Math.max(...scores))),
      );
    }));

  it.each(DESCRIBED.map(({ model }) => model))('has fields and a view of the answer for %s', (model) =>
    withPage(
      { viewport: { width: 1100, height: 900 } },
      async (page) => {
        await choose(page, model);
        const isOfImages = 'imageInput' in (DESCRIBED.find((one) => one.model === model) ?? {});
        const sentence = isOfImages ? 'Choose a picture, then ask.' : /change them, then ask\.$/;
        await expect.poll(() => page.getByText(sentence).count()).toBe(1);
        const { fill, row, kinds } = PREDICTED[model] ?? {};
        for (const [label, value] of Object.entries(fill ?? {})) {
          const field = page.getByRole('tabpanel').getByLabel(label, { exact: true });
          if (typeof value === 'boolean') await field.setChecked(value);
          else await field.fill(value);
        }
        const sent = page.waitForRequest((request) => /instances|inputs/.test(request.postData() ?? ''));
        await ask(page).click();
        const { data } = (await sent).postDataJSON();
        expect(data.instances?.[0] ?? data.inputs).toEqual(row);
        await expect.poll(() => kindsOf(page)).toEqual(kinds);
        await page.screenshot({ path: join(ARTIFACTS, `playground-${model}.png`), fullPage: true });
        expect(await violations(page)).toEqual([]);
      },
      answerAsDescribed,
    ),
  );

  it('works by keyboard alone', () =>
    withPage(
      { hash: 'digit' },
      async (page) => {
        await page.getByRole('tab', { name: 'Digit' }).focus();
        await page.keyboard.press('End');
        await choose(page, 'churn');
        await page.getByRole('tab', { name: 'Playground' }).focus();
        for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('playground-input-0-0');
        await page.keyboard.press('Enter');
        await expect.poll(() => kindsOf(page)).toEqual(['table']);
      },
      answerAsDescribed,
    ));

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark, on a phone', { colorScheme: 'dark', viewport: { width: 390, height: 664 } }],
  ] as const)('passes axe’s checks in every tab, %s', (_, options) =>
    withPage(options, async (page) => {
      for (const tab of ['Digit', 'Photograph', 'Playground']) {
        await page.getByRole('tab', { name: tab }).click();
        if (tab === 'Playground') {
          await expect.poll(() => ask(page).isEnabled()).toBe(true);
          await ask(page).click();
          await expect.poll(() => kindsOf(page)).toEqual(['bars']);
          const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(width).toBeLessThanOrEqual(0);
        }
        expect(await violations(page)).toEqual([]);
      }
      await page.screenshot({ path: join(ARTIFACTS, 'playground-phone.png'), fullPage: true });
    }),
  );

  it('reports what is wrong with a value, before and after it is sent', () =>
    withPage({}, async (page) => {
      await expect.poll(() => ask(page).isEnabled()).toBe(true);
      await page.getByLabel('image').fill('[1, 2');
      await ask(page).click();
      await expect.poll(() => page.getByRole('alert').textContent()).toContain('image is not JSON');
      await page.getByLabel('image').fill('[1, 2]');
      await ask(page).click();
      await expect.poll(() => page.getByRole('alert').textContent()).toContain('cannot take these values');
    }));

  it('offers a choice of models for a photograph', () =>
    withPage(
      { hash: 'photograph' },
      async (page) => {
        await page.getByLabel('Model', { exact: true }).selectOption('garden');
        const sent = page.waitForRequest((request) => (request.postData() ?? '').includes('"top"'));
        await page.getByTestId('photo-input').setInputFiles(join(REPOSITORY, 'docs/page.png'));
        expect((await sent).postDataJSON().data.model).toBe('garden');
      },
      answerAsDescribed,
    ));

  it('finds one of many by a part of its name, on any page of the list', () =>
    withPage(
      {},
      async (page) => {
        await expect.poll(() => ask(page).isEnabled()).toBe(true);
        await page.getByLabel('Find a model').fill('HOP-24');
        const model = page.getByRole('tabpanel').getByLabel('Model', { exact: true });
        expect(await model.locator('option').allTextContents()).toEqual(
          Array.from({ length: 10 }, (_, n) => `shop-24${n}`),
        );
        await choose(page, 'shop-243');
        const sent = page.waitForRequest((request) => (request.postData() ?? '').includes('instances'));
        await ask(page).click();
        expect((await sent).postDataJSON().data.model).toBe('shop-243');
        expect(await violations(page)).toEqual([]);
      },
      (page) => answerAs(page, MANY),
    ));

  it('is what a page opens on that is built without the model digits', () =>
    withPage(
      { hash: '' },
      async (page) => {
        await expect.poll(() => ask(page).isEnabled()).toBe(true);
        const tabs = page.getByRole('tab');
        expect(await tabs.allInnerTexts()).toEqual(['Photograph', 'Playground']);
        expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('Playground');
      },
      async (page) => {
        await answerAsDescribed(page);
        await page.route(`${inject('hostingUrl')}/`, async (route) => {
          const response = await route.fetch();
          const html = await response.text();
          await route.fulfill({
            response,
            body: html.replaceAll(/<!-- digits -->[^]*?<!-- \/digits -->/g, ''),
          });
        });
      },
    ));

  it('does not exist if a deployment has switched it off', async () => {
    const page = join(folder, 'page');
    await run(
      process.execPath,
      [join(REPOSITORY, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', page],
      {
        cwd: join(REPOSITORY, 'apps/web'),
        env: { ...process.env, VITE_PLAYGROUND: 'false' },
      },
    );
    const scripts = (await readdir(join(page, 'assets'))).filter((file) => file.endsWith('.js'));
    expect(scripts).toHaveLength(1);
    const [script = ''] = scripts;
    expect(await readFile(join(page, 'assets', script), 'utf8')).not.toContain('Find a model');
  });
});

const ask = (page: Page) => page.getByRole('button', { name: 'Ask', exact: true });

async function choose(page: Page, model: string): Promise<void> {
  await page.getByRole('tabpanel').getByLabel('Model', { exact: true }).selectOption(model);
  await expect.poll(() => ask(page).isEnabled()).toBe(true);
}

async function kindsOf(page: Page): Promise<(string | undefined)[]> {
  return page
    .locator('.output')
    .evaluateAll((outputs) =>
      outputs.map((output) => (output instanceof HTMLElement ? output.dataset['kind'] : undefined)),
    );
}

/** Returns axe-core's violations on the page as it is now. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

/** More models than one page of `describe` holds. */
const MANY = Array.from({ length: 250 }, (_, n) => ({
  ...DESCRIBED[0],
  model: `shop-${String(n).padStart(3, '0')}`,
}));
const PAGE = 100;

/** Answers in place of a function that serves models of all kinds. */
const answerAsDescribed = (page: Page) => answerAs(page, DESCRIBED);

async function answerAs(page: Page, all: readonly { model: string }[]): Promise<void> {
  await page.route('**/predict', async (route) => {
    const { data } = route.request().postDataJSON() ?? {};
    if (route.request().method() !== 'POST') return route.continue();
    const timing = { loadMs: 0, queueMs: 0, inferenceMs: 1, cold: false, instanceId: '' };
    const left = all.filter(({ model }) => (data.model ? model === data.model : model > (data.after ?? '')));
    const models = left.slice(0, PAGE);
    const next = left.length > PAGE ? { next: models.at(-1)?.model } : {};
    const { answer } = PREDICTED[data.model] ?? PREDICTED['churn'] ?? {};
    const found = data.instances ? { predictions: [answer] } : { outputs: answer };
    const result =
      data.op === 'describe'
        ? { models, total: all.length, ...next }
        : { ...found, model: data.model, version: 1, timing };
    return route.fulfill({ json: { result } });
  });
}

declare global {
  // axe-core defines this.
  var axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}
