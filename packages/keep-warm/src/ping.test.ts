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
    'one that users called meanwhile',
    { ...warm, idleMs: MINUTE_MS },
    last,
    { at, idleMs: MINUTE_MS, alive: true },
  ],
  [
    'a warm one that is another',
    { ...warm, instanceId: 'b' },
    last,
    { at, idleMs: 10 * MINUTE_MS, alive: true },
  ],
  ['a cold one', cold, last, { at, idleMs: 10 * MINUTE_MS, alive: false }],
  ['the first of all', cold, undefined, undefined],
  ['a cold one older than the last ping', { ...cold, ageMs: 20 * MINUTE_MS }, last, undefined],
  ['a cold one of a ping before the last', { ...cold, at: 90 * MINUTE_MS }, last, undefined],
  ['a cold one that is the same', { ...cold, instanceId: 'a' }, last, undefined],
])('makes of %s what it tells', (_, ping, before, seen) => {
  expect(lifetimeSeen(ping, before)).toEqual(seen);
});
