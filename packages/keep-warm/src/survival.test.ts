import { wilsonInterval } from '@pilotlight/statistics/wilson-interval';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { survival } from './survival.ts';
import { anyLifetimes, seen, times } from './testing/lifetimes.ts';

// All instances alive, and none.
const ALL = wilsonInterval({ hits: 32, count: 32 }, 1.2816);
const NONE = wilsonInterval({ hits: 0, count: 32 }, 1.2816);

it('counts an instance that was alive later as alive sooner, and one that was gone sooner as gone later', () => {
  const lifetimes = seen(...times(32, 10, true), ...times(32, 20, false));
  expect(survival(lifetimes)(5).atLeast).toBeCloseTo(ALL.low, 3);
  expect(survival(lifetimes)(11)).toEqual({ atLeast: 0, atMost: 1 });
  expect(survival(lifetimes)(30).atMost).toBeCloseTo(NONE.high, 3);
});

it('combines neighboring minutes if that gives a tighter bound', () => {
  const lifetimes = seen(...times(16, 10, true), ...times(16, 11, true), ...times(20, 60, false));
  expect(survival(lifetimes)(10).atLeast).toBeCloseTo(ALL.low, 3);
});

it('never grows with time', () => {
  fc.assert(
    fc.property(anyLifetimes, fc.integer({ min: 1, max: 239 }), (lifetimes, minutes) => {
      const [sooner, later] = [survival(lifetimes)(minutes), survival(lifetimes)(minutes + 1)];
      expect(later.atLeast).toBeLessThanOrEqual(sooner.atLeast);
      expect(later.atMost).toBeLessThanOrEqual(sooner.atMost);
    }),
  );
});
