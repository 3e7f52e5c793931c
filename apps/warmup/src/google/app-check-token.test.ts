import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { ACCESS_TOKEN, type Asked, EMAIL, standInForGoogle } from '../testing/google.ts';
import { createAppCheckTokens } from './app-check-token.ts';

const options = { project: 'my-app', appId: '1:23:web:45' };
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EXCHANGE_URL =
  'https://firebaseappcheck.googleapis.com/v1/projects/my-app/apps/1:23:web:45:exchangeCustomToken';
const SIGN_URL = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${EMAIL}:signBlob`;

afterEach(() => void vi.restoreAllMocks());

function signBlob({ url, body }: Asked) {
  if (url !== SIGN_URL) return undefined;
  const signature = sign('RSA-SHA256', Buffer.from(String(body['payload']), 'base64'), keys.privateKey);
  return { status: 200, body: { keyId: '1', signedBlob: signature.toString('base64') } };
}

const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());

it('exchanges a custom token, signed by its own account, for a token of the app', async () => {
  await using google = await standInForGoogle((asked) =>
    asked.url === EXCHANGE_URL
      ? { status: 200, body: { token: 'app-check-1', ttl: '3600s' } }
      : signBlob(asked),
  );
  expect(await createAppCheckTokens(options)()).toBe('app-check-1');

  const { body, authorization } = google.asked.find(({ url }) => url === EXCHANGE_URL) ?? {};
  expect(authorization).toBe(`Bearer ${ACCESS_TOKEN}`);
  const [header = '', claims = '', signature = ''] = String(body?.['customToken']).split('.');
  expect(decoded(header)).toEqual({ alg: 'RS256', typ: 'JWT' });
  const { iat, exp, ...rest } = decoded(claims);
  // The same claims as in firebase-admin's AppCheckTokenGenerator.
  expect(rest).toEqual({
    iss: EMAIL,
    sub: EMAIL,
    app_id: '1:23:web:45',
    aud: 'https://firebaseappcheck.googleapis.com/google.firebase.appcheck.v1.TokenExchangeService',
  });
  expect([exp - iat, Math.abs(iat - Date.now() / 1000) < 5]).toEqual([300, true]);
  const signed = Buffer.from(`${header}.${claims}`);
  expect(verify('RSA-SHA256', signed, keys.publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
});

it('mints one token for all callers, and keeps it until shortly before it expires', async () => {
  let minted = 0;
  await using _ = await standInForGoogle((asked) =>
    asked.url === EXCHANGE_URL
      ? { status: 200, body: { token: `app-check-${(minted += 1)}`, ttl: '3600s' } }
      : signBlob(asked),
  );
  const token = createAppCheckTokens(options);
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  expect(await Promise.all([token(), token()])).toEqual(['app-check-1', 'app-check-1']);
  clock.mockReturnValue(54 * 60_000);
  expect(await token()).toBe('app-check-1');
  clock.mockReturnValue(55 * 60_000);
  expect(await Promise.all([token(), token()])).toEqual(['app-check-2', 'app-check-2']);
});

it('tries again after a failure', async () => {
  let isDown = true;
  await using _ = await standInForGoogle((asked) => {
    if (asked.url !== EXCHANGE_URL) return signBlob(asked);
    return isDown
      ? { status: 503, body: 'later' }
      : { status: 200, body: { token: 'app-check', ttl: '3600s' } };
  });
  const token = createAppCheckTokens(options);
  await expect(token()).rejects.toThrow(/answered 503/);
  isDown = false;
  expect(await token()).toBe('app-check');
});

it.each([
  [
    'the account may not sign',
    SIGN_URL,
    403,
    { error: { message: 'iam.serviceAccounts.signBlob denied' } },
    /answered 403: .*signBlob denied/,
  ],
  [
    'the app is unknown',
    EXCHANGE_URL,
    404,
    { error: { message: 'App not found.' } },
    /answered 404: .*App not found/,
  ],
  [
    'the answer has another form',
    EXCHANGE_URL,
    200,
    { token: 'app-check-secret', ttl: 'soon' },
    /unexpected answer/,
  ],
  ['the answer is not JSON', EXCHANGE_URL, 200, 'app-check-secret', /unexpected answer/],
])('names the problem, but no token, if %s', async (_, url, status, body, message) => {
  await using _google = await standInForGoogle((asked) =>
    asked.url === url ? { status, body } : signBlob(asked),
  );
  const failure: unknown = await createAppCheckTokens(options)().catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'GoogleApiError', message: expect.stringMatching(message) });
  expect(inspect(failure, { depth: 9 })).not.toMatch(/secret/);
});
