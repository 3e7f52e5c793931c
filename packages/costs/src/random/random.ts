import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The next of a stream of numbers from 0 up to, and without, 1. */
export type Random = () => number;

/** What numbers are drawn for. Calls and luck of one seed must have nothing to do with each other. */
const PURPOSES = ['calls', 'luck'] as const;

/** No purpose takes more. */
const STREAMS_OF_A_PURPOSE = 32;

/**
 * Gives streams of random numbers that do not overlap. The same seed gives the same streams in the same order, and what
 * is drawn from one leaves the others as they are: so two simulations can meet the same calls and the same luck.
 */
export function randomStreams(seed: number, purpose: (typeof PURPOSES)[number]): () => Random {
  const generator = xoroshiro128plus(seed);
  for (let n = PURPOSES.indexOf(purpose) * STREAMS_OF_A_PURPOSE; n > 0; n -= 1) generator.jump();
  return () => {
    const own = generator.clone();
    generator.jump();
    return () => uniformFloat64(own);
  };
}
