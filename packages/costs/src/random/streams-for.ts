import { randomStreams, type RandomStream } from '@pilotlight/statistics/random';

/** What numbers are drawn for. Calls and luck of one seed must have nothing to do with each other. */
const PURPOSES = ['calls', 'luck'] as const;

/** No purpose takes more. */
const STREAMS_OF_A_PURPOSE = 32;

/**
 * Gives the streams of random numbers of a purpose, in the same order for the same seed: so two simulations can meet the
 * same calls and the same luck.
 */
export function streamsFor(purpose: (typeof PURPOSES)[number], seed: number): () => RandomStream {
  return randomStreams(seed, PURPOSES.indexOf(purpose) * STREAMS_OF_A_PURPOSE);
}
