import { parseWarmResponse } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { call } from './support/call.ts';
import { digits } from './support/digits.ts';
import { identityOf, startGoogle } from './support/google.ts';
import { startPredict } from './support/inference-process.ts';

// Under the Functions Framework, as the emulator takes every token for good.

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

it('answers a call without a token where none is required, and refuses a bad one even there', async () => {
  await using predict = await startPredict();
  expect((await call(predict.url, question)).status).toBe(200);
  for (const token of ['garbage', `${forged}.c2lnbmF0dXJl`, `${forged}.`]) {
    const refused = await call(predict.url, question, { authorization: `Bearer ${token}` });
    expect([refused.status, refused.body.error?.status]).toEqual([401, 'UNAUTHENTICATED']);
  }
});

it('refuses those who are not signed in where that is required', async () => {
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
  ['a user is', { REQUIRE_SIGN_IN: 'true' }, 'SIGN_IN_REQUIRED'],
  ['the app is', { REQUIRE_APP_CHECK: 'true' }, 'APP_CHECK_REQUIRED'],
])(
  'warms where %s required for its own project’s schedule, and for nobody else',
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

    // A thousand such calls would have loaded nothing.
    const identity = { 'x-pilotlight-warm-up': identityOf(ours) };
    const { models, timing } = parseWarmResponse(
      (await call(predict.url, { op: 'warm' }, identity)).body.result,
    );
    expect([models[0]?.model, timing.cold]).toEqual(['digits', true]);
    expect((await call(predict.url, { op: 'describe' }, identity)).status).toBe(401);
  },
);

it('refuses a call without a valid App Check token where one is required', async () => {
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
