import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, BROWSER_PATH } from './support/browser.ts';
import { type Stroke, STROKES } from './support/strokes.ts';

const ARTIFACTS = join(import.meta.dirname, 'artifacts');

describe.skipIf(BROWSER_PATH === undefined)('the page, in a real browser', () => {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    await mkdir(ARTIFACTS, { recursive: true });
    browser = await chromium.launch({ executablePath: BROWSER_PATH ?? '', args: BROWSER_ARGS });
    page = await browser.newPage({ viewport: { width: 1200, height: 880 }, reducedMotion: 'reduce' });
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(inject('hostingUrl'));
  });
  afterAll(() => browser?.close());

  async function draw(strokes: readonly Stroke[]): Promise<void> {
    const box = await page.getByLabel('Draw a digit').boundingBox();
    if (!box) throw new TypeError('the canvas is not on the page');
    const at = ([x, y]: readonly [number, number]) =>
      [box.x + x * box.width, box.y + y * box.height] as const;
    for (const [first, ...rest] of strokes) {
      if (!first) continue;
      await page.mouse.move(...at(first));
      await page.mouse.down();
      for (const point of rest) await page.mouse.move(...at(point), { steps: 3 });
      await page.mouse.up();
    }
  }

  it.each(STROKES.map((strokes, digit) => [digit, strokes] as const))(
    'reads a drawn %i',
    async (digit, strokes) => {
      await page.getByRole('button', { name: 'Clear' }).click();
      await expect.poll(() => page.getByTestId('answer').textContent()).toBe('');
      await draw(strokes);
      await expect.poll(() => page.getByTestId('answer').textContent()).toBe(String(digit));
      await page.screenshot({ path: join(ARTIFACTS, `drawn-${digit}.png`) });
      expect(await page.getByTestId('instance').textContent()).toMatch(/^(cold start|warm)$/);
      const sure = await page.getByTestId(`bar-${digit}`).textContent();
      expect(Number.parseInt((sure ?? '').replace('>', ''), 10)).toBeGreaterThan(50);
    },
  );

  it('reads a digit that is drawn by keyboard', async () => {
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => page.getByTestId('answer').textContent()).toBe('');
    const canvas = page.getByLabel('Draw a digit');
    await canvas.focus();
    // From the middle up, then one straight stroke down: a one.
    for (let n = 0; n < 12; n++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    for (let n = 0; n < 24; n++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect.poll(() => page.getByTestId('answer').textContent()).toBe('1');
  });

  it('logs no error to the console', () => {
    expect(errors).toEqual([]);
  });

  it('reports that the function cannot be reached', async () => {
    const lost = await browser.newPage({ colorScheme: 'dark', viewport: { width: 390, height: 844 } });
    await lost.route(`http://127.0.0.1:${inject('functionsPort')}/**`, (route) => route.abort());
    await lost.goto(inject('hostingUrl'));
    const canvas = lost.getByLabel('Draw a digit');
    await canvas.focus();
    await lost.keyboard.press('Space');
    for (let n = 0; n < 10; n++) await lost.keyboard.press('ArrowDown');
    await lost.keyboard.press('Space');
    const alert = lost.getByRole('alert');
    await expect.poll(() => alert.textContent()).toContain('could not be reached');
    await lost.screenshot({ path: join(ARTIFACTS, 'unreachable-dark-phone.png'), fullPage: true });

    await lost.unroute(`http://127.0.0.1:${inject('functionsPort')}/**`);
    await lost.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => lost.getByTestId('answer').textContent()).toMatch(/^[0-9]$/);
    await lost.close();
  });
});
