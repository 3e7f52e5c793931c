/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, BROWSER_PATH } from './support/browser.ts';

const ARTIFACTS = join(import.meta.dirname, 'artifacts');
const PHONE = { viewport: { width: 390, height: 664 }, hasTouch: true, isMobile: true } as const;

describe.skipIf(BROWSER_PATH === undefined)('the page, on a phone, in forced colors and by ear', () => {
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(ARTIFACTS, { recursive: true });
    browser = await chromium.launch({ executablePath: BROWSER_PATH ?? '', args: BROWSER_ARGS });
  });
  afterAll(() => browser?.close());

  async function withPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    try {
      await page.goto(inject('hostingUrl'));
      await use(page);
    } finally {
      await context.close();
    }
  }

  it('scrolls the answer into view on a phone, and does not mention a mouse', () =>
    withPage(PHONE, async (page) => {
      expect(await answer(page).evaluate(isInView)).toBe(false);
      await drawOne(page);
      await expect.poll(() => answer(page).textContent()).toBe('1');
      await expect.poll(() => answer(page).evaluate(isInView)).toBe(true);
      await page.screenshot({ path: join(ARTIFACTS, 'phone.png') });
      expect(await page.locator('.for-mouse').evaluate((words) => getComputedStyle(words).display)).toBe(
        'none',
      );
    }));

  it('shows the pad’s ink and the chosen tab in forced colors', () =>
    withPage({ forcedColors: 'active', colorScheme: 'light' }, async (page) => {
      await drawOne(page);
      await expect.poll(() => answer(page).textContent()).toBe('1');
      await page.screenshot({ path: join(ARTIFACTS, 'forced-colors.png') });
      const paper = await page.locator('.pad').evaluate((pad) => getComputedStyle(pad).backgroundColor);
      expect(paper).toBe('rgb(18, 16, 13)');
      const tabs = await page
        .getByRole('tab')
        .evaluateAll((all) => all.map((tab) => getComputedStyle(tab).backgroundColor));
      expect(new Set(tabs).size).toBe(2);
    }));

  it.each([['a phone', PHONE] as const, ['a desk', { viewport: { width: 1200, height: 880 } }] as const])(
    'moves nothing when the answer comes, on %s',
    (_, options) =>
      withPage(options, async (page) => {
        const top = () =>
          page.locator('#bars').evaluate((bars) => bars.getBoundingClientRect().top + scrollY);
        const before = await top();
        await drawOne(page);
        await expect.poll(() => answer(page).textContent()).toBe('1');
        expect(await top()).toBe(before);
      }),
  );

  it('announces that it asks, then the answer', () =>
    withPage({}, async (page) => {
      await page.evaluate(() => {
        const sentence = document.querySelector('#sentence');
        globalThis.said = [];
        if (!sentence) return;
        new MutationObserver(() => globalThis.said.push(sentence.textContent ?? '')).observe(sentence, {
          childList: true,
        });
      });
      await drawOne(page);
      await expect.poll(() => answer(page).textContent()).toBe('1');
      expect(await page.locator('#sentence').getAttribute('role')).toBe('status');
      expect(await page.evaluate(() => globalThis.said)).toEqual([
        'Asking the model …',
        expect.stringMatching(/^This is a 1, .* sure\. Answered in /),
      ]);
    }));

  it('links to the code that calls it, and to the model card', () =>
    withPage({}, async (page) => {
      for (const [link, heading] of [
        ['Calling predict', 'Calling predict'],
        ['The digits model', 'digits, version 2'],
      ] as const) {
        await page.getByRole('link', { name: link }).click();
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        const pictures = () =>
          page
            .locator('img')
            .evaluateAll((all) =>
              all.map((image) => image instanceof HTMLImageElement && image.naturalWidth > 0),
            );
        await expect.poll(pictures).not.toContain(false);
        await page.getByRole('link', { name: 'Pilotlight' }).click();
      }
    }));

  it('explains a tap, and sends no call for it', () =>
    withPage(PHONE, async (page) => {
      let calls = 0;
      page.on('request', (request) => (calls += Number(request.url().endsWith('/predict'))));
      await drawOne(page, 0);
      await expect.poll(() => page.locator('#sentence').textContent()).toContain('That is a dot');
      expect(calls).toBe(0);
    }));
});

const answer = (page: Page) => page.getByTestId('answer');

/** Draws a stroke down the middle of the pad: a one, or a tap if its length is zero. */
async function drawOne(page: Page, length = 0.7): Promise<void> {
  const box = await page.getByLabel('Draw a digit').boundingBox();
  if (!box) throw new TypeError('the canvas is not on the page');
  const x = box.x + box.width / 2;
  await page.mouse.move(x, box.y + box.height * 0.15);
  await page.mouse.down();
  if (length > 0) await page.mouse.move(x, box.y + box.height * (0.15 + length), { steps: 5 });
  await page.mouse.up();
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

declare global {
  // A test defines this.
  var said: string[];
}
