import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLocalClock } from '../time/local-clock.ts';
import { DAY_MS, MONTH_MS } from '../time/units.ts';
import { patternCalls } from './pattern-calls.ts';
import { PATTERN_NAMES, type PatternName } from './week.ts';

const clock = createLocalClock('Europe/Berlin');
const month = (pattern: PatternName, callsPerDay: number, seed = 1) => {
  const batches = [...patternCalls({ pattern, callsPerDay, clock, seed })];
  return { batches, times: batches.flatMap(({ times }) => times) };
};

it.each([
  // These thirty days have 22 days from Monday to Friday in Berlin; weekends count half in `daily`: 22 + 8 / 2.
  ['office-hours', 22],
  ['steady', 30],
  ['bursts', 30],
  ['daily', 26],
] as const)('makes as many calls as expected for %s', (pattern, days) => {
  const { times } = month(pattern, 2000);
  // Bursts are ten calls each, so their number varies about 14 times as much: five standard deviations.
  expect(times.length / (2000 * days)).toBeCloseTo(1, pattern === 'bursts' ? 0.9 : 1.5);
});

it('calls only in office hours of the time zone', () => {
  const hours = new Set(month('office-hours', 2000).times.map((at) => clock(at)));
  expect(hours.size).toBe(5 * 8);
  for (const hour of hours) {
    expect(hour % 24).toBeGreaterThanOrEqual(9);
    expect(hour % 24).toBeLessThan(17);
  }
});

it('waits exponentially long between calls at a steady rate', () => {
  const { times } = month('steady', 2000);
  const waits = times.slice(1).map((at, n) => at - (times[n] ?? 0));
  const mean = DAY_MS / 2000;
  for (const share of [0.1, 0.5, 0.9]) {
    const within = waits.filter((wait) => wait < -Math.log(1 - share) * mean).length / waits.length;
    expect(within).toBeCloseTo(share, 2);
  }
});

it('makes calls in order, within batches that follow without a gap, and the same ones for the same seed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PATTERN_NAMES),
      fc.integer({ min: 1, max: 300 }),
      fc.integer(),
      (pattern, calls, seed) => {
        const { batches, times } = month(pattern, calls, seed);
        expect((batches.at(-1)?.until ?? 0) - (batches[0]?.from ?? 0)).toBe(MONTH_MS);
        for (const [n, batch] of batches.entries()) {
          if (n > 0) expect(batch.from).toBe(batches[n - 1]?.until);
          for (const at of batch.times) expect(at >= batch.from && at < batch.until).toBe(true);
        }
        expect(times.toSorted((a, b) => a - b)).toEqual(times);
        expect(month(pattern, calls, seed).times).toEqual(times);
      },
    ),
    { numRuns: 10 },
  );
});

it.each([0, -5, Number.NaN, Infinity, 2_000_000])('refuses %d calls a day', (callsPerDay) => {
  expect(() => patternCalls({ pattern: 'steady', callsPerDay, clock, seed: 1 })).toThrow(
    `calls per day: must be more than 0 and at most 1000000, not ${callsPerDay}`,
  );
});
