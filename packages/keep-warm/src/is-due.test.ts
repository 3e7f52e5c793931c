import { expect, it } from 'vitest';
import { isDue } from './is-due.ts';
import { NOTHING_LEARNED } from './learned.ts';
import { MINUTE_MS } from './minutes.ts';

const learned = { ...NOTHING_LEARNED, lastPing: { at: 100 * MINUTE_MS, instanceId: 'a' } };

it.each([
  ['before it', 104, false],
  ['some seconds early', 104.9, true],
  ['on it', 105, true],
  ['long after it', 10_000, true],
  ['before the last ping, by a clock that was set back', 50, true],
])('decides %s', (_, minute, due) => {
  expect(isDue(learned, minute * MINUTE_MS, 5)).toBe(due);
});

it('does not wait for a first ping', () => {
  expect(isDue(NOTHING_LEARNED, 0, 5)).toBe(true);
});
