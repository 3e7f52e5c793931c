import { expect, it } from 'vitest';
import { MINUTE_MS } from './minutes.ts';
import { lifetimeSeen } from './ping.ts';

const last = { at: 100 * MINUTE_MS, instanceId: 'a' };
const at = 110 * MINUTE_MS;
const warm = { at, instanceId: 'a', cold: false, ageMs: 50 * MINUTE_MS, idleMs: 10 * MINUTE_MS };
const cold = { at, instanceId: 'b', cold: true, ageMs: 300, idleMs: 300 };

it.each([
  ['a warm instance', warm, last, { at, idleMs: 10 * MINUTE_MS, alive: true }],
  [
    'an instance that users called meanwhile',
    { ...warm, idleMs: MINUTE_MS },
    last,
    { at, idleMs: MINUTE_MS, alive: true },
  ],
  ['another warm instance', { ...warm, instanceId: 'b' }, last, { at, idleMs: 10 * MINUTE_MS, alive: true }],
  ['a cold instance', cold, last, { at, idleMs: 10 * MINUTE_MS, alive: false }],
  ['the first ping', cold, undefined, undefined],
  ['a cold instance older than the last ping', { ...cold, ageMs: 20 * MINUTE_MS }, last, undefined],
  ['a cold instance before the last ping', { ...cold, at: 90 * MINUTE_MS }, last, undefined],
  ['the same instance, cold', { ...cold, instanceId: 'a' }, last, undefined],
])('returns the observation of %s', (_, ping, before, seen) => {
  expect(lifetimeSeen(ping, before)).toEqual(seen);
});
