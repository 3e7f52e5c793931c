import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

const { info } = vi.hoisted(() => ({ info: vi.fn() }));
vi.mock('firebase-functions/logger', () => ({ info }));

const EMAIL = '123-compute@developer.gserviceaccount.com';
const CERTS = 'https://www.googleapis.com/oauth2/v3/certs';

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let others: Awaited<ReturnType<typeof generateKeyPair>>;
let answers: Record<string, () => Response>;
let isWarmUp: (token: unknown, account?: string) => Promise<boolean>;

beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  others = await generateKeyPair('RS256');
});

beforeEach(async () => {
  const key = { ...(await exportJWK(keys.publicKey)), kid: '1', alg: 'RS256', use: 'sig' };
  answers = {
    [CERTS]: () => Response.json({ keys: [key] }),
    'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/email': () =>
      new Response(EMAIL),
  };
  vi.stubGlobal(
    'fetch',
    vi.fn(async (input: string | URL) => answers[String(input)]?.() ?? Response.error()),
  );
  // The module holds the process's memory.
  vi.resetModules();
  const { isOwnWarmUp } = await import('./warm-up-identity.ts');
  isWarmUp = (token, account = '') => isOwnWarmUp(token, { project: 'my-app', account });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.clearAllMocks();
});

const now = () => Math.floor(Date.now() / 1000);
const claims = () => ({
  iss: 'https://accounts.google.com',
  aud: 'pilotlight:warm-up:my-app',
  exp: now() + 3600,
  email: EMAIL,
  email_verified: true,
});

function tokenOf(changed: Record<string, unknown> = {}, key = keys.privateKey): Promise<string> {
  return new SignJWT({ ...claims(), ...changed }).setProtectedHeader({ alg: 'RS256', kid: '1' }).sign(key);
}

it('recognizes the project’s own warm-up by Google’s signature, and requests keys and account once', async () => {
  expect(await isWarmUp(await tokenOf())).toBe(true);
  expect(await isWarmUp(await tokenOf())).toBe(true);
  expect(fetch).toHaveBeenCalledTimes(2);
});

it('recognizes a warm-up with its own account only by that account', async () => {
  const account = 'warm-up@my-app.iam.gserviceaccount.com';
  expect(await isWarmUp(await tokenOf({ email: account }), account)).toBe(true);
  // Not even this function's own account; it does not look that up.
  expect(await isWarmUp(await tokenOf(), account)).toBe(false);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(await isWarmUp(await tokenOf({ email: account }))).toBe(false);
});

it.each([
  ['for another project', { aud: 'pilotlight:warm-up:other' }],
  ['for another purpose', { aud: 'https://predict-abc.a.run.app' }],
  ['of another account', { email: 'other@my-app.iam.gserviceaccount.com' }],
  ['of an account that is not verified', { email_verified: false }],
  ['of no account', { email: undefined }],
  ['of another issuer', { iss: 'https://securetoken.google.com/my-app' }],
  ['that has expired', { exp: now() - 60 }],
  ['without an expiry', { exp: undefined }],
  ['that is far too long', { more: 'x'.repeat(5000) }],
])('refuses a token %s', async (_, changed) => {
  expect(await isWarmUp(await tokenOf(changed))).toBe(false);
});

it('refuses a token that Google did not sign', async () => {
  expect(await isWarmUp(await tokenOf({}, others.privateKey))).toBe(false);
  expect(await isWarmUp(new UnsecuredJWT(claims()).encode())).toBe(false);
});

it.each([undefined, '', 'garbage', 'a.b.c', 7, null])('refuses %s', async (token) => {
  expect(await isWarmUp(token)).toBe(false);
});

it.each([
  ['Google’s keys', CERTS],
  [
    'its own account',
    'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/email',
  ],
])(
  'refuses everybody while %s cannot be read, logs it without the token, and tries again',
  async (_, url) => {
    const answer = answers[url];
    answers[url] = () => new Response('later', { status: 503 });
    const token = await tokenOf();
    expect(await isWarmUp(token)).toBe(false);
    expect(info).toHaveBeenCalledWith(expect.stringMatching(/did not prove that it is from this project: ./));
    expect(JSON.stringify(info.mock.calls)).not.toContain(token.split('.')[1]);
    if (answer) answers[url] = answer;
    expect(await isWarmUp(token)).toBe(true);
  },
);

it('accepts everybody in the emulator, which verifies no token either', async () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  expect(await isWarmUp(undefined)).toBe(true);
  expect(fetch).not.toHaveBeenCalled();
});
