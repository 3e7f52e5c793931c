import { expect, it } from 'vitest';
import * as parameters from './parameters.ts';
import { readSettings } from './settings.ts';

const PREDICT = 'predict@my-app.iam.gserviceaccount.com';
const WARM_UP = 'warm-up@my-app.iam.gserviceaccount.com';

it('is open and uses the default account if nothing is set', () => {
  expect(readSettings({})).toEqual({
    functionName: 'predict',
    region: 'us-central1',
    timeoutSeconds: 60,
    concurrency: 16,
    maxInstances: 10,
    modelsMiB: 0,
    pinned: [],
    versions: 'all',
    logPercent: 100,
    serviceAccount: '',
    warmUpServiceAccount: '',
    requireAppCheck: false,
    requireSignIn: false,
    consumeAppCheckToken: false,
    accessClaim: '',
  });
});

it('has a rule for every parameter', () => {
  expect(Object.keys(readSettings({})).toSorted()).toEqual(Object.keys(parameters).toSorted());
});

it.each(['REQUIRE_SIGN_IN', 'REQUIRE_APP_CHECK', 'PREDICT_CONSUME_APP_CHECK_TOKEN'])(
  'does not start if %s is not exactly true or false',
  (name) => {
    for (const value of ['TRUE', 'True', '1', '0', 'yes', 'on', '', 'true ', 'truee']) {
      expect(() => readSettings({ [name]: value })).toThrow(
        `${name} is ${JSON.stringify(value)} and must be exactly true or false: change it in apps/inference/config/.env`,
      );
    }
  },
);

it.each([
  ['PREDICT_FUNCTION', '1st', /a function name such as predict/],
  ['PREDICT_FUNCTION', 'a.b', /a function name such as predict/],
  ['PREDICT_REGION', 'mars', /a region such as us-central1/],
  ['PREDICT_TIMEOUT_SECONDS', '0', /1 to 3600 seconds/],
  ['PREDICT_TIMEOUT_SECONDS', '60s', /1 to 3600 seconds/],
  ['PREDICT_CONCURRENCY', '1001', /1 to 1000/],
  ['PREDICT_MAX_INSTANCES', '0', /1 to 1000/],
  ['PREDICT_MODELS_MIB', '64MiB', /0 to 32768 MiB/],
  ['PREDICT_PINNED', 'digits', /a list of up to 100 names of models/],
  ['PREDICT_PINNED', '["../digits"]', /a list of up to 100 names of models/],
  ['PREDICT_VERSIONS', 'tagged', /all or labeled/],
  ['PREDICT_VERSIONS', '', /all or labeled/],
  ['PREDICT_ACCESS_CLAIM', 'name', /a custom claim that Firebase does not set itself/],
  ['PREDICT_ACCESS_CLAIM', 'my-claim', /a custom claim/],
  ['PREDICT_SERVICE_ACCOUNT', 'predict@', /the full address of a service account/],
  ['WARM_UP_SERVICE_ACCOUNT', 'someone@example.com', /the full address of a service account/],
])('does not start with %s=%s', (name, value, message) => {
  expect(() => readSettings({ [name]: value })).toThrow(message);
});

it('does not start with settings that contradict each other', () => {
  expect(() => readSettings({ PREDICT_CONSUME_APP_CHECK_TOKEN: 'true' })).toThrow(
    /has no effect unless REQUIRE_APP_CHECK is true/,
  );
  expect(() => readSettings({ PREDICT_ACCESS_CLAIM: 'models' })).toThrow(/every call would be refused/);
  const closed = { REQUIRE_SIGN_IN: 'true', PREDICT_SERVICE_ACCOUNT: PREDICT };
  expect(() => readSettings(closed)).toThrow(/WARM_UP_SERVICE_ACCOUNT is not/);
  expect(() => readSettings({ ...closed, WARM_UP_SERVICE_ACCOUNT: WARM_UP })).not.toThrow();
  expect(() => readSettings({ PREDICT_SERVICE_ACCOUNT: PREDICT })).not.toThrow();
});
