import { createRandom } from '@pilotlight/statistics/random';

/** Random choices for requests; the same seed gives the same ones. */
export interface Chance {
  /** Returns a whole number in [0, end). */
  below(end: number): number;
  /** True with a probability of 1 / times. */
  oneIn(times: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  bytes(length: number): Buffer;
}

export function createChance(seed: number): Chance {
  const random = createRandom(seed);
  const below = (end: number) => random.below(end);
  // The first numbers of adjacent seeds are similar.
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

/** Damages a text or file: replaces, removes or doubles some bytes, or cuts it off. */
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
