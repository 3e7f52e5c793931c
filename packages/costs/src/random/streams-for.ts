import { randomStreams, type RandomStream } from '@pilotlight/statistics/random';

/** Purposes of random numbers. Calls and luck of the same seed must be independent. */
const PURPOSES = ['calls', 'luck'] as const;

/** The most streams that a purpose takes. */
const STREAMS_OF_A_PURPOSE = 32;

/**
 * Gives the streams of random numbers of a purpose, in the same order for the same seed: so two simulations can have
 * the same calls and the same luck.
 */
export function streamsFor(purpose: (typeof PURPOSES)[number], seed: number): () => RandomStream {
  return randomStreams(seed, PURPOSES.indexOf(purpose) * STREAMS_OF_A_PURPOSE);
}
