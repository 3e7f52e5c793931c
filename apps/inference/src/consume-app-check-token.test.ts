import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const VERIFY = 'https://firebaseappcheck.googleapis.com/v1beta/projects/my-app:verifyAppCheckToken';
const TOKEN = 'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token';
const granted = { access_token: 'of-the-account', expires_in: 3599, token_type: 'Bearer' };

let answers: Record<string, () => Response>;
let consume: (token: unknown) => Promise<boolean>;

beforeEach(async () => {
  answers = { [TOKEN]: () => Response.json(granted), [VERIFY]: () => Response.json({}) };
  vi.stubGlobal(
    'fetch',
    vi.fn(async (input: string | URL) => answers[String(input)]?.() ?? Response.error()),
  );
  // The module holds the process's memory.
  vi.resetModules();
  const { consumeAppCheckToken } = await import('./consume-app-check-token.ts');
  consume = (token) => consumeAppCheckToken(token, 'my-app');
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

it('calls App Check as the function’s account, and requests its token once', async () => {
  expect(await consume('token')).toBe(false);
  expect(fetch).toHaveBeenLastCalledWith(
    VERIFY,
    expect.objectContaining({
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer of-the-account' },
      body: '{"app_check_token":"token"}',
    }),
  );
  expect(await consume('another')).toBe(false);
  expect(fetch).toHaveBeenCalledTimes(3);
});

it.each([
  [{ alreadyConsumed: true }, true],
  [{ alreadyConsumed: false }, false],
  [{ alreadyConsumed: 'no' }, true],
  [{ alreadyConsumed: null }, true],
])('reads %j as used: %j', async (answer, used) => {
  answers[VERIFY] = () => Response.json(answer);
  expect(await consume('token')).toBe(used);
});

it('requests a new access token before the last one expires', async () => {
  answers[TOKEN] = () => Response.json({ ...granted, expires_in: 60 });
  await consume('token');
  await consume('another');
  expect(fetch).toHaveBeenCalledTimes(4);
});

it.each([
  ['the role is missing', VERIFY, () => new Response('no', { status: 403 }), /roles\/firebaseappcheck/],
  ['App Check has no JSON', VERIFY, () => new Response('<html>'), /JSON/],
  [
    'there is no metadata server',
    TOKEN,
    () => new Response('no', { status: 404 }),
    /metadata server answered 404/,
  ],
  [
    'the metadata server returns no token',
    TOKEN,
    () => new Response('{"access_token":"of-the'),
    /returned no token/,
  ],
])('refuses everybody if %s, and names no token', async (_, url, answer, message) => {
  answers[url] = answer;
  const failure = consume('secret-token');
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.not.toThrow(/secret-token|of-the/);
});

it('consumes nothing in the emulator, which verifies no token either', async () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  expect(await consume('token')).toBe(false);
  expect(fetch).not.toHaveBeenCalled();
});
