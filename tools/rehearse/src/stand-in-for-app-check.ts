import type { BrowserContext } from 'playwright-core';

/** The parts of reCAPTCHA Enterprise that the Firebase client SDK uses: an invisible widget, and its token. */
const RECAPTCHA = `self.grecaptcha = { enterprise: {
  ready: (then) => then(),
  render: (_, { callback }) => ((self.passed = callback), 0),
  execute: async () => (self.passed(), 'rehearsal'),
} };`;

/**
 * Replaces reCAPTCHA and App Check for a page that was built with a site key: both admit every visitor, and no service
 * accepts their token.
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
