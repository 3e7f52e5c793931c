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

/** The next of a stream of numbers from 0 up to, and without, 1. */
export type RandomStream = () => number;

/**
 * Gives streams of random numbers that do not overlap. The same seed gives the same streams in the same order, and what
 * is drawn from one leaves the others as they are.
 *
 * @param first the number of the stream to begin with: those before it are skipped.
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
