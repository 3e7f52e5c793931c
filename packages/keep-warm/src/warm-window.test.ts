import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NO_IDLE_TIMES, observeIdleTime } from './idle-times.ts';
import { MINUTE_MS } from './minutes.ts';
import { warmWindow } from './warm-window.ts';

const after = (minutes: readonly number[]) =>
  minutes.reduce((idle, minute) => observeIdleTime(idle, minute * MINUTE_MS), NO_IDLE_TIMES);
const fallback = { fromMinutes: 0, untilMinutes: 240, basis: 'fallback' };

it('warms shortly before hourly calls, and releases shortly after', () => {
  // Bin 60: 10 % before 60 minutes, and 10 % after the bin's end.
  expect(warmWindow(after(Array.from({ length: 50 }, () => 60)))).toEqual({
    fromMinutes: 54,
    untilMinutes: 68,
    basis: 'histogram',
  });
});

it('leaves out the shortest 5 % and the longest 1 %', () => {
  const waits = [...Array.from({ length: 4 }, () => 1), ...Array.from({ length: 96 }, () => 30), 200];
  expect(warmWindow(after(waits))).toMatchObject({ fromMinutes: 27, untilMinutes: 35 });
});

it.each([
  ['nothing was seen', []],
  ['all waits are equally likely', Array.from({ length: 480 }, (_, n) => n / 2)],
  ['most waits are longer than the range', [10, 300, 400, 500]],
])('falls back if %s', (_, waits) => {
  expect(warmWindow(after(waits))).toEqual(fallback);
});

it('covers 94 % of the observed waits', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 239, noNaN: true }), { minLength: 1 }), (waits) => {
      const { fromMinutes, untilMinutes } = warmWindow(after(waits));
      const inside = waits.filter((wait) => wait >= fromMinutes && wait <= untilMinutes);
      expect(inside.length).toBeGreaterThanOrEqual(Math.floor(0.94 * waits.length));
      expect(fromMinutes).toBeLessThan(untilMinutes);
    }),
  );
});
