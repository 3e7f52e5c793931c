import { PredictError, type TopClasses } from '@pilotlight/client';
import type { Answered } from '../shared/answered.ts';
import { type Guess, toGuesses } from '../shared/guess.ts';

/** What the model made of one photograph, the likeliest first. */
export interface Guesses extends Answered {
  guesses: readonly [Guess, ...Guess[]];
  /** True where the scores are shares of certainty. */
  areShares: boolean;
}

/** @throws {PredictError} where the answer is not the best classes of one photograph. */
export function readGuesses(answer: TopClasses<unknown>, roundTripMs: number): Guesses {
  const [ranked = []] = answer.top;
  const {
    guesses: [best, ...others],
    areShares,
  } = toGuesses(ranked);
  if (!best) throw new PredictError('INVALID_RESPONSE', 'top[0]: the best classes were expected');
  const { model, version, timing } = answer;
  return { guesses: [best, ...others], areShares, model, version, timing, roundTripMs };
}
