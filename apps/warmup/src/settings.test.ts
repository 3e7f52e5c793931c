import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as parameters from './parameters.ts';
import { readSettings } from './settings.ts';

beforeEach(() => {
  for (const [name, value] of Object.entries({
    WARM_UP_TARGETS: '["predict","predict","https://predict-abc.a.run.app"]',
    PREDICT_REGION: 'europe-west1',
    WARM_UP_TARGET_TIMEOUT_SECONDS: '30',
    WARM_UP_SHORTEST_MINUTES: '5',
    WARM_UP_LONGEST_MINUTES: '60',
    WARM_UP_APP_CHECK_APP_ID: '',
  })) {
    vi.stubEnv(name, value);
  }
});
afterEach(() => void vi.unstubAllEnvs());

it('reads the settings of a deployment', () => {
  expect(readSettings(process.env)).toEqual({
    functionName: 'warmUp',
    targets: ['predict', 'https://predict-abc.a.run.app'],
    targetRegion: 'europe-west1',
    timeoutMs: 30_000,
    bounds: { shortestMinutes: 5, longestMinutes: 60 },
    appCheckAppId: undefined,
  });
  vi.stubEnv('WARM_UP_APP_CHECK_APP_ID', '1:23:web:45');
  expect(readSettings(process.env).appCheckAppId).toBe('1:23:web:45');
});

it.each([
  ['WARM_UP_TARGETS', '[]', /a list of 1 to 20 targets/],
  ['WARM_UP_TARGETS', '[""]', /a list of 1 to 20 targets/],
  ['WARM_UP_TARGET_TIMEOUT_SECONDS', '61', /1 to 60 seconds/],
  ['WARM_UP_SHORTEST_MINUTES', '-1', /0 to 240 minutes/],
  ['WARM_UP_SHORTEST_MINUTES', '241', /0 to 240 minutes/],
  ['WARM_UP_LONGEST_MINUTES', '4', /must not be less than WARM_UP_SHORTEST_MINUTES, 5/],
  ['WARM_UP_APP_CHECK_APP_ID', '../1:23:web:45', /an app's id such as 1:23:web:45/],
  ['WARM_UP_TARGETS', 'predict', /a list of 1 to 20 targets/],
  ['WARM_UP_TARGETS', JSON.stringify(Array.from({ length: 21 }, (_, n) => `f${n}`)), /a list of 1 to 20/],
  ['WARM_UP_TARGET_TIMEOUT_SECONDS', '30s', /1 to 60 seconds/],
  ['WARM_UP_SHORTEST_MINUTES', '', /0 to 240 minutes/],
  ['WARM_UP_REGION', 'everywhere', /a region such as us-central1/],
  ['PREDICT_REGION', 'US-CENTRAL1', /a region such as us-central1/],
  ['WARM_UP_SCHEDULE', 'often', /a schedule such as/],
  ['WARM_UP_SCHEDULE', '', /a schedule such as/],
  ['WARM_UP_TIME_ZONE', 'Etc/UTC; rm', /a time zone such as Europe.Berlin/],
  ['WARM_UP_SERVICE_ACCOUNT', 'warm-up@', /the full address of a service account/],
])('names the rule of %s for the value %s', (name, value, message) => {
  vi.stubEnv(name, value);
  expect(() => readSettings(process.env)).toThrow(message);
  expect(() => readSettings(process.env)).toThrow(name);
});

it('does not repeat a target, which may hold a password', () => {
  vi.stubEnv('WARM_UP_TARGETS', '["https://me:secret@predict.example"]');
  expect(() => readSettings(process.env)).toThrow(/none with a password/);
  expect(() => readSettings(process.env)).toThrow(/^(?!.*secret)/);
});

it.each([
  ['WARM_UP_SCHEDULE', '* 8-18 * * 1-5'],
  ['WARM_UP_SCHEDULE', '*/10 * * * MON,TUE'],
  ['WARM_UP_SCHEDULE', 'every 10 minutes'],
  ['WARM_UP_SCHEDULE', 'every 12 hours from 09:00 to 17:00'],
  ['WARM_UP_SCHEDULE', '2nd monday of month 09:00'],
  ['WARM_UP_TIME_ZONE', 'America/Argentina/Buenos_Aires'],
  ['WARM_UP_TIME_ZONE', 'UTC'],
  ['WARM_UP_TIME_ZONE', 'Etc/GMT+5'],
  ['WARM_UP_TARGETS', '["http://127.0.0.1:8080/predict","http://[::1]:8080/"]'],
  ['WARM_UP_SERVICE_ACCOUNT', 'warm-up@my-app.iam.gserviceaccount.com'],
])('takes %s=%s', (name, value) => {
  vi.stubEnv(name, value);
  expect(() => readSettings(process.env)).not.toThrow();
});

it('has a rule for every parameter, and a default that the rule allows', () => {
  for (const { name } of Object.values(parameters)) vi.stubEnv(name, undefined);
  expect(() => readSettings(process.env)).not.toThrow();
  for (const { name } of Object.values(parameters)) {
    vi.stubEnv(name, '\n');
    expect(() => readSettings(process.env)).toThrow(name);
    vi.stubEnv(name, undefined);
  }
});
