import { expect, it } from 'vitest';
import { NO_IDLE_TIMES, observeIdleTime } from './idle-times.ts';
import { MINUTE_MS } from './minutes.ts';

it('counts waits by whole minutes, and those over four hours separately', () => {
  const waits = [0, 59_999, MINUTE_MS, -5, 239.9 * MINUTE_MS, 240 * MINUTE_MS, Infinity];
  const { bins, beyond } = waits.reduce(observeIdleTime, NO_IDLE_TIMES);
  expect([bins.length, bins[0], bins[1], bins[239], beyond]).toEqual([240, 3, 1, 1, 2]);
});
