import type { RankedClass } from '@pilotlight/client';
import { percent } from './percent.ts';

/** A thing that the model may have been shown. */
export interface Guess {
  label: string;
  /** How sure the model is, as people read it. */
  score: string;
  /** How long its bar is, 0 to 1. */
  share: number;
}

/** Makes guesses of classes, the best first; `areShares` is true where the scores are shares of certainty. */
export function toGuesses(ranked: readonly RankedClass[]): { guesses: Guess[]; areShares: boolean } {
  // Some models answer with bare scores (logits), of which only the order means something.
  const areShares = ranked.every(({ score }) => score >= 0 && score <= 1.001);
  const best = ranked[0]?.score ?? 0;
  const guesses = ranked.map(({ index, label, score }) => ({
    label: label ?? `class ${index}`,
    score: areShares ? percent(score) : score.toFixed(1),
    share: Math.min(1, Math.max(0, areShares ? score : score / Math.max(1, best))),
  }));
  return { guesses, areShares };
}
