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
  // What a process remembers is the module's.
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

it('knows the project’s own warm-up by what Google signed, and asks for keys and account once', async () => {
  expect(await isWarmUp(await tokenOf())).toBe(true);
  expect(await isWarmUp(await tokenOf())).toBe(true);
  expect(fetch).toHaveBeenCalledTimes(2);
});

it('knows a warm-up that runs as an account of its own by that one, and by no other', async () => {
  const account = 'warm-up@my-app.iam.gserviceaccount.com';
  expect(await isWarmUp(await tokenOf({ email: account }), account)).toBe(true);
  // Not even by the account that this function runs as: it asks nobody for that.
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
  ['that has run out', { exp: now() - 60 }],
  ['without an end', { exp: undefined }],
  ['that is far too long', { more: 'x'.repeat(5000) }],
])('takes no token %s', async (_, changed) => {
  expect(await isWarmUp(await tokenOf(changed))).toBe(false);
});

it('takes no token that somebody else signed, or nobody', async () => {
  expect(await isWarmUp(await tokenOf({}, others.privateKey))).toBe(false);
  expect(await isWarmUp(new UnsecuredJWT(claims()).encode())).toBe(false);
});

it.each([undefined, '', 'garbage', 'a.b.c', 7, null])('takes no %s', async (token) => {
  expect(await isWarmUp(token)).toBe(false);
});

it.each([
  ['Google’s keys', CERTS],
  [
    'its own account',
    'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/email',
  ],
])(
  'takes nobody for it where %s cannot be had, says so without the token, and asks again',
  async (_, url) => {
    const answer = answers[url];
    answers[url] = () => new Response('later', { status: 503 });
    const token = await tokenOf();
    expect(await isWarmUp(token)).toBe(false);
    expect(info).toHaveBeenCalledWith(expect.stringMatching(/did not show that it is this project's: ./));
    expect(JSON.stringify(info.mock.calls)).not.toContain(token.split('.')[1]);
    if (answer) answers[url] = answer;
    expect(await isWarmUp(token)).toBe(true);
  },
);

it('takes everybody for it in the emulator, which verifies no token either', async () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  expect(await isWarmUp(undefined)).toBe(true);
  expect(fetch).not.toHaveBeenCalled();
});
