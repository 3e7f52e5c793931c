import { PredictError, type TopClasses } from '@pilotlight/client';
import type { Answered } from '../shared/answered.ts';
import { type Guess, toGuesses } from '../shared/guess.ts';

/** The model's answer to one photograph, the likeliest class first. */
export interface Guesses extends Answered {
  guesses: readonly [Guess, ...Guess[]];
  /** True if the scores are probabilities. */
  areShares: boolean;
}

/** @throws {PredictError} if the answer is not the best classes of one photograph. */
export function readGuesses(answer: TopClasses<unknown>, roundTripMs: number): Guesses {
  const [ranked = []] = answer.top;
  const {
    guesses: [best, ...others],
    areShares,
  } = toGuesses(ranked);
  if (!best) throw new PredictError('INVALID_RESPONSE', 'top[0]: expected the best classes');
  const { model, version, timing } = answer;
  return { guesses: [best, ...others], areShares, model, version, timing, roundTripMs };
}
