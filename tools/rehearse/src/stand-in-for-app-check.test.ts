import { BROWSER_ARGS, BROWSER_PATH } from '@pilotlight/local-platform';
import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { standInForAppCheck } from './stand-in-for-app-check.ts';

// The steps of the Firebase client SDK, in its order.
const AS_THE_SDK = `new Promise((resolve, reject) => {
  const { enterprise } = grecaptcha;
  enterprise.ready(async () => {
    let passed = false;
    const widget = enterprise.render('any', { size: 'invisible', callback: () => (passed = true) });
    const token = await enterprise.execute(widget, { action: 'fire_app_check_token' });
    const response = await fetch(
      'https://content-firebaseappcheck.googleapis.com/v1/projects/p/apps/1:2:web:3:exchangeRecaptchaEnterpriseToken?key=k',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) },
    );
    resolve({ passed, token, ...(await response.json()) });
  }, reject);
})`;

it.skipIf(BROWSER_PATH === undefined)('lets a page through, from one origin to another', async () => {
  const browser = await chromium.launch({ executablePath: BROWSER_PATH ?? '', args: BROWSER_ARGS });
  try {
    const context = await browser.newContext();
    await context.route('**', (route) => route.abort());
    await context.route('https://p.web.app/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<script src="https://www.google.com/recaptcha/enterprise.js?render=explicit"></script>',
      }),
    );
    await standInForAppCheck(context);
    const page = await context.newPage();
    await page.goto('https://p.web.app/');
    expect(await page.evaluate(AS_THE_SDK)).toEqual({ passed: true, token: 'rehearsal', ttl: '3600s' });
  } finally {
    await browser.close();
  }
});
