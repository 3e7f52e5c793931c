import { describeTiming } from '../shared/describe-timing.ts';
import type { Guesses } from './guesses.ts';

/** Below this share a model is guessing. */
const SURE = 0.5;

/** Describes an answer in a short text. */
export function describeGuesses(answer: Guesses): string {
  const [best] = answer.guesses;
  const opening = answer.areShares && best.share < SURE ? 'Perhaps' : 'Most likely';
  const certainty = answer.areShares ? `${best.score} sure` : `with a score of ${best.score}`;
  return `${opening}: ${best.label}, ${certainty}. ${describeTiming(answer)}`;
}
