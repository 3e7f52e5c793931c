import { createRandom } from '@pilotlight/statistics/random';

/** Draws what requests are made of; the same seed draws the same. */
export interface Chance {
  /** A whole number in [0, end). */
  below(end: number): number;
  /** True once in so many times. */
  oneIn(times: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  bytes(length: number): Buffer;
}

export function createChance(seed: number): Chance {
  const random = createRandom(seed);
  const below = (end: number) => random.below(end);
  // The first numbers of seeds next to each other are much alike.
  for (let skipped = 0; skipped < 20; skipped++) below(2);
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick(values) {
      const value = values[below(values.length)];
      if (value === undefined) throw new RangeError('there is nothing to pick from');
      return value;
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}

/** Changes some bytes of a text or file: one replaced, taken out, doubled, or all from somewhere on. */
export function damage(whole: Buffer, chance: Chance): Buffer {
  let damaged = Buffer.from(whole);
  for (let times = 1 + chance.below(3); times > 0 && damaged.length > 0; times--) {
    const at = chance.below(damaged.length);
    const [before, after] = [damaged.subarray(0, at), damaged.subarray(at + 1)];
    damaged = chance.pick([
      () => Buffer.concat([before, chance.bytes(1), after]),
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, damaged.subarray(at, at + 1 + chance.below(20)), damaged.subarray(at)]),
      () => before,
    ])();
  }
  return damaged;
}
