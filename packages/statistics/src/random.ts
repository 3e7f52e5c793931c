import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A random number generator that returns the same numbers for the same seed on every machine. */
export interface Random {
  /** Returns a number in [low, high). */
  between(low: number, high: number): number;
  /** Returns a whole number in [0, end). */
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

/** Returns the next number of a stream, in [0, 1). */
export type RandomStream = () => number;

/**
 * Returns streams of random numbers that do not overlap. The same seed gives the same streams in the same order. A draw
 * from one stream does not change the others.
 *
 * @param first the index of the first stream to return; earlier ones are skipped.
 */
export function randomStreams(seed: number, first = 0): () => RandomStream {
  const generator = xoroshiro128plus(seed);
  for (let skipped = 0; skipped < first; skipped += 1) generator.jump();
  return () => {
    const own = generator.clone();
    generator.jump();
    return () => uniformFloat64(own);
  };
}
