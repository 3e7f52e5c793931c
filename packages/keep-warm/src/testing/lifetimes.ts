import fc from 'fast-check';
import { type LifetimeObservation, type Lifetimes, NO_LIFETIMES, observeLifetime } from '../lifetimes.ts';
import { MINUTE_MS } from '../minutes.ts';

/** Returns the lifetimes after observations one minute apart: `[idle minutes, alive]`. */
export function seen(...observations: readonly (readonly [minutes: number, alive: boolean])[]): Lifetimes {
  return observations.reduce(
    (lifetimes, [minutes, alive], n) =>
      observeLifetime(lifetimes, { at: n * MINUTE_MS, idleMs: minutes * MINUTE_MS, alive }),
    NO_LIFETIMES,
  );
}

/** Repeats an observation `count` times. */
export function times(count: number, minutes: number, alive: boolean): (readonly [number, boolean])[] {
  return Array.from({ length: count }, () => [minutes, alive] as const);
}

/** Any observation, with valid and invalid times. */
export const anyObservation: fc.Arbitrary<LifetimeObservation> = fc.record({
  at: fc.oneof(fc.nat(), fc.double()),
  idleMs: fc.oneof(fc.nat(300 * MINUTE_MS), fc.double()),
  alive: fc.boolean(),
});

export const anyLifetimes: fc.Arbitrary<Lifetimes> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 240 }), fc.boolean()), { maxLength: 300 })
  .map((observations) => seen(...observations));
