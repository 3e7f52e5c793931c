import { type Learned, NOTHING_LEARNED } from '@pilotlight/keep-warm';
import type { LearnedByTarget } from './learned-record.ts';

/** What was learned, while this process lives, and what an earlier one knew. */
export interface Memory {
  of(target: string): Learned;
  learn(target: string, learned: Learned): void;
  /** Reads back what an earlier process knew, where that has not succeeded yet. */
  wake(): Promise<void>;
  /** Whether it knows that, and may take its place in the log. */
  isAwake(): boolean;
}

/**
 * @param recall reads back what an earlier process knew.
 * @param onFailure is told why that did not succeed. What this process learns is then its own, until a later waking
 * succeeds.
 */
export function createMemory(
  recall: () => Promise<LearnedByTarget>,
  onFailure: (error: unknown) => void,
): Memory {
  const learned = new Map<string, Learned>();
  let isAwake = false;
  return {
    of: (target) => learned.get(target) ?? NOTHING_LEARNED,
    learn: (target, now) => void learned.set(target, now),
    isAwake: () => isAwake,
    async wake() {
      if (isAwake) return;
      try {
        for (const [target, known] of await recall()) learned.set(target, known);
        isAwake = true;
      } catch (error) {
        onFailure(error);
      }
    },
  };
}
