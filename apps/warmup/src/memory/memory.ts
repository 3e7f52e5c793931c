import { type Learned, NOTHING_LEARNED } from '@pilotlight/keep-warm';
import type { LearnedByTarget } from './learned-record.ts';

/** Memory of what this process and earlier ones learned. */
export interface Memory {
  of(target: string): Learned;
  learn(target: string, learned: Learned): void;
  /** Reads back what an earlier process learned, unless that has succeeded already. */
  wake(): Promise<void>;
  /** True if that has succeeded, so that this process may overwrite it in the log. */
  isAwake(): boolean;
}

/**
 * @param recall reads back what an earlier process learned.
 * @param onFailure receives the error if that fails. This process then learns alone, until a later `wake` succeeds.
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
