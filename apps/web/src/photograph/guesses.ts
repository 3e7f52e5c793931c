import { InvalidResponseError, parsePredictResponse, type RankedClass } from '@pilotlight/protocol';
import type { Answered } from '../shared/answered.ts';
import { percent } from '../shared/percent.ts';

/** A thing that the photograph may show. */
export interface Guess {
  label: string;
  /** How sure the model is, as people read it. */
  score: string;
  /** How long its bar is, 0 to 1. */
  share: number;
}

/** What the model made of one photograph, the likeliest first. */
export interface Guesses extends Answered {
  guesses: readonly [Guess, ...Guess[]];
  /** True where the scores are shares of certainty. */
  areShares: boolean;
}

/** @throws {InvalidResponseError} where the answer is not the best classes of one photograph. */
export function readGuesses(data: unknown, roundTripMs: number): Guesses {
  const response = parsePredictResponse(data);
  const ranked = 'top' in response ? (response.top[0] ?? []) : [];
  const [best, ...others] = ranked;
  if (!best) {
    throw new InvalidResponseError({ field: 'top[0]', expected: 'the best classes', received: 'none' });
  }
  // Some models answer with bare scores (logits), of which only the order means something.
  const areShares = ranked.every(({ score }) => score >= 0 && score <= 1.001);
  const read = ({ index, label, score }: RankedClass): Guess => ({
    label: label ?? `class ${index}`,
    score: areShares ? percent(score) : score.toFixed(1),
    share: Math.min(1, Math.max(0, areShares ? score : score / Math.max(1, best.score))),
  });
  const { model, version, timing } = response;
  return { guesses: [read(best), ...others.map(read)], areShares, model, version, timing, roundTripMs };
}
