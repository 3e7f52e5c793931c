import type { RankedClass } from '@pilotlight/client';
import { percent } from './percent.ts';

/** A class that the model may have recognized. */
export interface Guess {
  label: string;
  /** The model's score, formatted. */
  score: string;
  /** Length of its bar, 0 to 1. */
  share: number;
}

/** Converts classes to guesses, the best first; `areShares` is true if the scores are probabilities. */
export function toGuesses(ranked: readonly RankedClass[]): { guesses: Guess[]; areShares: boolean } {
  // Some models answer with logits; only their order has a meaning.
  const areShares = ranked.every(({ score }) => score >= 0 && score <= 1.001);
  const best = ranked[0]?.score ?? 0;
  const guesses = ranked.map(({ index, label, score }) => ({
    label: label ?? `class ${index}`,
    score: areShares ? percent(score) : score.toFixed(1),
    share: Math.min(1, Math.max(0, areShares ? score : score / Math.max(1, best))),
  }));
  return { guesses, areShares };
}
