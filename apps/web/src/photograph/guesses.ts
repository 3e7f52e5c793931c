import { PredictError, type RankedClass, type TopClasses } from '@pilotlight/client';
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

/** @throws {PredictError} where the answer is not the best classes of one photograph. */
export function readGuesses(answer: TopClasses<unknown>, roundTripMs: number): Guesses {
  const [ranked = []] = answer.top;
  const [best, ...others] = ranked;
  if (!best) throw new PredictError('INVALID_RESPONSE', 'top[0]: the best classes were expected');
  // Some models answer with bare scores (logits), of which only the order means something.
  const areShares = ranked.every(({ score }) => score >= 0 && score <= 1.001);
  const read = ({ index, label, score }: RankedClass): Guess => ({
    label: label ?? `class ${index}`,
    score: areShares ? percent(score) : score.toFixed(1),
    share: Math.min(1, Math.max(0, areShares ? score : score / Math.max(1, best.score))),
  });
  const { model, version, timing } = answer;
  return { guesses: [read(best), ...others.map(read)], areShares, model, version, timing, roundTripMs };
}
