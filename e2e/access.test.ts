import { parseWarmResponse } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { call } from './support/call.ts';
import { digits } from './support/digits.ts';
import { identityOf, startGoogle } from './support/google.ts';
import { startPredict } from './support/inference-process.ts';
import { loggedLines } from './support/logged-lines.ts';

// These tests use the Functions Framework: the emulator accepts every token.

const question = { instances: [digits[5]?.binary] };
const forged = [
  { alg: 'RS256', kid: 'mine', typ: 'JWT' },
  {
    iss: 'https://securetoken.google.com/demo-pilotlight',
    aud: 'demo-pilotlight',
    sub: 'someone',
    exp: 4_000_000_000,
  },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

const callsLogged = (output: string) => loggedLines(output).filter(({ event }) => event === 'predict call');

it('answers a call without a token if none is required, but refuses and logs a bad one', async () => {
  await using predict = await startPredict();
  expect((await call(predict.url, question)).status).toBe(200);
  for (const token of ['garbage', `${forged}.c2lnbmF0dXJl`, `${forged}.`]) {
    const refused = await call(predict.url, question, { authorization: `Bearer ${token}` });
    expect(refused.status).toBe(401);
    expect(refused.body.error).toEqual({
      status: 'UNAUTHENTICATED',
      message: expect.stringMatching(/^the token in .* is not valid: send .* a new ID token .* project/),
      details: { reason: 'TOKEN_INVALID' },
    });
  }
  const streamed = await call(predict.url, question, {
    authorization: 'Bearer garbage',
    accept: 'text/event-stream',
  });
  expect(streamed.text).toMatch(/^data: \{"error":.*"reason":"TOKEN_INVALID".*\}\n\n$/);
  await expect
    .poll(() => callsLogged(predict.output()).map(({ reason }) => reason))
    .toEqual([undefined, ...Array(4).fill('TOKEN_INVALID')]);
});

it('refuses callers who are not signed in if sign-in is required', async () => {
  await using predict = await startPredict({ REQUIRE_SIGN_IN: 'true' });
  const refused = await call(predict.url, question);
  expect(refused.status).toBe(401);
  expect(refused.body.error).toEqual({
    status: 'UNAUTHENTICATED',
    message: 'this function answers only users who are signed in',
    details: { reason: 'SIGN_IN_REQUIRED' },
  });
  expect((await call(predict.url, { op: 'describe' })).status).toBe(401);
});

it.each([
  ['a user', { REQUIRE_SIGN_IN: 'true' }, 'SIGN_IN_REQUIRED'],
  ['the app', { REQUIRE_APP_CHECK: 'true' }, 'APP_CHECK_REQUIRED'],
])(
  'warms for its own project’s schedule, and for no one else, if %s must be verified',
  async (_, policy, reason) => {
    await using google = await startGoogle();
    await using predict = await startPredict({ ...google.env, ...policy });
    const ours = 'pilotlight:warm-up:demo-pilotlight';
    const strangers = [
      undefined,
      'garbage',
      `${forged}.c2ln`,
      `${identityOf(ours)}x`,
      identityOf('pilotlight:warm-up:other-project'),
      identityOf(ours, 'stranger@other-project.iam.gserviceaccount.com'),
    ];
    for (const identity of strangers) {
      for (const selected of [{}, { model: 'digits' }, { model: 'unicorns' }]) {
        const refused = await call(
          predict.url,
          { op: 'warm', ...selected },
          identity === undefined ? {} : { 'x-pilotlight-warm-up': identity },
        );
        expect([refused.status, refused.body.error?.details]).toEqual([401, { reason }]);
        expect(refused.text).not.toContain('digits');
      }
    }

    // A thousand such calls would not have loaded the model.
    const identity = { 'x-pilotlight-warm-up': identityOf(ours) };
    const { models, timing } = parseWarmResponse(
      (await call(predict.url, { op: 'warm' }, identity)).body.result,
    );
    expect([models[0]?.model, timing.cold]).toEqual(['digits', true]);
    expect((await call(predict.url, { op: 'describe' }, identity)).status).toBe(401);
  },
);

it('refuses a call without a valid App Check token if one is required', async () => {
  await using predict = await startPredict({ REQUIRE_APP_CHECK: 'true' });
  for (const headers of [
    {},
    { 'x-firebase-appcheck': 'garbage' },
    { 'x-firebase-appcheck': `${forged}.c2ln` },
  ]) {
    const refused = await call(predict.url, question, headers);
    expect(refused.status).toBe(401);
    expect(refused.body.error?.details).toEqual({ reason: 'APP_CHECK_REQUIRED' });
  }
});

/** Returns an unsigned token of the app with that number. */
const tokenOf = (n: number) =>
  `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(`{"app_id":"${n}"}`).toString('base64url')}.c2ln`;

it('accepts an App Check token only once if so configured, and refuses every call if App Check does not answer', async () => {
  const used = new Set<string>();
  let isReachable = true;
  await using google = await startGoogle({
    ':verifyAppCheckToken': (_, body) => {
      if (!isReachable) return undefined;
      const { app_check_token: token }: { app_check_token: string } = JSON.parse(body);
      const alreadyConsumed = used.has(token);
      used.add(token);
      // App Check sends this field only if it is true.
      return alreadyConsumed ? { alreadyConsumed } : {};
    },
  });
  await using predict = await startPredict({
    ...google.env,
    REQUIRE_APP_CHECK: 'true',
    PREDICT_CONSUME_APP_CHECK_TOKEN: 'true',
    // As in the emulator, tokens are read and not verified: only Google has their keys.
    FIREBASE_DEBUG_MODE: 'true',
    FIREBASE_DEBUG_FEATURES: '{"skipTokenVerification":true}',
  });
  const ask = (n: number, data: object = question) =>
    call(predict.url, data, { 'x-firebase-appcheck': tokenOf(n) });

  expect((await ask(1)).status).toBe(200);
  const again = await ask(1);
  expect([again.status, again.body.error?.details]).toEqual([401, { reason: 'APP_CHECK_CONSUMED' }]);
  expect((await ask(2, { op: 'describe' })).status).toBe(200);
  expect((await ask(2)).status).toBe(401);
  const none = await call(predict.url, question);
  expect(none.body.error?.details).toEqual({ reason: 'APP_CHECK_REQUIRED' });
  // The project's own warm-up is recognized without a token, and consumes none.
  const identity = { 'x-pilotlight-warm-up': identityOf('pilotlight:warm-up:demo-pilotlight') };
  const warmUp = () => call(predict.url, { op: 'warm' }, { ...identity, 'x-firebase-appcheck': tokenOf(3) });
  expect([(await warmUp()).status, (await warmUp()).status, used.size]).toEqual([200, 200, 2]);

  isReachable = false;
  const unknown = await ask(4);
  expect([unknown.status, unknown.body.error?.status]).toEqual([500, 'INTERNAL']);
  await expect.poll(() => predict.output()).toContain('roles/firebaseappcheck.tokenVerifier');
  expect(predict.output()).not.toContain(tokenOf(4));
});

it('recognizes a warm-up by its own account, and by no other', async () => {
  const warmUp = 'warm-up@demo-pilotlight.iam.gserviceaccount.com';
  await using google = await startGoogle();
  await using predict = await startPredict({
    ...google.env,
    REQUIRE_SIGN_IN: 'true',
    PREDICT_SERVICE_ACCOUNT: 'account@demo-pilotlight.iam.gserviceaccount.com',
    WARM_UP_SERVICE_ACCOUNT: warmUp,
  });
  const warm = async (email?: string) => {
    const token = identityOf('pilotlight:warm-up:demo-pilotlight', email);
    return (await call(predict.url, { op: 'warm' }, { 'x-pilotlight-warm-up': token })).status;
  };
  expect(await warm(warmUp)).toBe(200);
  expect(await warm()).toBe(401);
});

it('answers for the models that a claim of the user names, and reveals no others', async () => {
  // Signed in with an unsigned token, which the framework is told to accept here, as the emulator does.
  const skipsVerification = {
    FIREBASE_DEBUG_MODE: 'true',
    FIREBASE_DEBUG_FEATURES: '{"skipTokenVerification":true}',
  };
  await using predict = await startPredict({
    ...skipsVerification,
    REQUIRE_SIGN_IN: 'true',
    PREDICT_ACCESS_CLAIM: 'models',
  });
  const ask = async (models: unknown, data: object) => {
    const token = [{ alg: 'none' }, { sub: 'someone', uid: 'someone', models }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const { status, text } = await call(predict.url, data, { authorization: `Bearer ${token}.` });
    return { status, text };
  };
  const digit = { ...question, model: 'digits' };
  expect((await ask(['dig*'], digit)).status).toBe(200);
  expect((await ask('digits', { op: 'describe' })).text).toContain('"model":"digits"');
  for (const claim of [undefined, ['shop-1'], 'digit', { digits: true }]) {
    const refused = await ask(claim, digit);
    expect([refused.status, refused.text]).toEqual([
      403,
      expect.stringContaining('"details":{"reason":"MODEL_FORBIDDEN"}'),
    ]);
    expect((await ask(claim, { op: 'describe' })).text).toBe('{"result":{"models":[],"total":0}}');
  }
  const unknown = await ask('shop-*', { ...question, model: 'shop-1' });
  expect([unknown.status, unknown.text.includes('digits')]).toEqual([404, false]);
  expect((await ask('*', question)).status).toBe(400);
});
