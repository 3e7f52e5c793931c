import { expect, it } from 'vitest';
import { isDue } from './is-due.ts';
import { NOTHING_LEARNED } from './learned.ts';
import { MINUTE_MS } from './minutes.ts';

const learned = { ...NOTHING_LEARNED, lastPing: { at: 100 * MINUTE_MS, instanceId: 'a' } };

it.each([
  ['before the interval ends', 104, false],
  ['a few seconds early', 104.9, true],
  ['at its end', 105, true],
  ['long after its end', 10_000, true],
  ['before the last ping, after the clock was set back', 50, true],
])('decides %s', (_, minute, due) => {
  expect(isDue(learned, minute * MINUTE_MS, 5)).toBe(due);
});

it('pings at once the first time', () => {
  expect(isDue(NOTHING_LEARNED, 0, 5)).toBe(true);
});
