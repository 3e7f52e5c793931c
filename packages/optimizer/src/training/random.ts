import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A source of chance that gives the same numbers for the same seed, on every machine. */
export interface Random {
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** A whole number in [0, end). */
  below(end: number): number;
}

/** @param seed a whole number of 32 bits. */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return {
    between: (low, high) => low + (high - low) * uniformFloat64(generator),
    below: (end) => uniformInt(generator, 0, end - 1),
  };
}
