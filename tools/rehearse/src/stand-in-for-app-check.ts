import type { BrowserContext } from 'playwright-core';

/** What of reCAPTCHA Enterprise the Firebase client SDK uses: a widget that nobody sees, and a token of it. */
const RECAPTCHA = `self.grecaptcha = { enterprise: {
  ready: (then) => then(),
  render: (_, { callback }) => ((self.passed = callback), 0),
  execute: async () => (self.passed(), 'rehearsal'),
} };`;

/**
 * Stands in for reCAPTCHA and App Check, which a page asks that was built with a site key: both let everybody through,
 * and nothing believes their token.
 */
export async function standInForAppCheck(context: BrowserContext): Promise<void> {
  await context.route('https://www.google.com/recaptcha/enterprise.js*', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: RECAPTCHA }),
  );
  await context.route(
    'https://content-firebaseappcheck.googleapis.com/v1/*/*/*/*:exchangeRecaptchaEnterpriseToken*',
    (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        json: { token: 'rehearsal', ttl: '3600s' },
      }),
  );
}
