import { afterEach, beforeEach, expect, it, vi } from 'vitest';
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

it('reads what a deployment has set', () => {
  expect(readSettings()).toEqual({
    targets: ['predict', 'https://predict-abc.a.run.app'],
    targetRegion: 'europe-west1',
    timeoutMs: 30_000,
    bounds: { shortestMinutes: 5, longestMinutes: 60 },
    appCheckAppId: undefined,
  });
  vi.stubEnv('WARM_UP_APP_CHECK_APP_ID', '1:23:web:45');
  expect(readSettings().appCheckAppId).toBe('1:23:web:45');
});

it.each([
  ['WARM_UP_TARGETS', '[]', /a list of 1 to 20 targets/],
  ['WARM_UP_TARGETS', '[""]', /a list of 1 to 20 targets/],
  ['WARM_UP_TARGET_TIMEOUT_SECONDS', '61', /1 to 60 seconds/],
  ['WARM_UP_SHORTEST_MINUTES', '-1', /0 to 240 minutes/],
  ['WARM_UP_SHORTEST_MINUTES', '241', /0 to 240 minutes/],
  ['WARM_UP_LONGEST_MINUTES', '4', /must not be less than WARM_UP_SHORTEST_MINUTES, 5/],
  ['WARM_UP_APP_CHECK_APP_ID', '../1:23:web:45', /an app's id such as 1:23:web:45/],
])('says what %s must be where it is %s', (name, value, message) => {
  vi.stubEnv(name, value);
  expect(readSettings).toThrow(message);
  expect(readSettings).toThrow(name);
});
