import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The next of a stream of numbers from 0 up to, and without, 1. */
export type Random = () => number;

/**
 * Gives streams of random numbers that do not overlap. The same seed gives the same streams in the same order, and what
 * is drawn from one leaves the others as they are: so two simulations can meet the same calls and the same luck.
 */
export function randomStreams(seed: number): () => Random {
  const generator = xoroshiro128plus(seed);
  return () => {
    const own = generator.clone();
    generator.jump();
    return () => uniformFloat64(own);
  };
}
