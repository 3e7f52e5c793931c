import type { Sensitivity } from '../auto/choose-levels.ts';
import type { Evaluation } from '../evaluation/evaluate-model.ts';
import type { Needs } from '../measure/measure-needs.ts';
import type { Storage } from '../quantize/precision.ts';

/** A model that was tried. */
export interface Candidate {
  /** The changes, such as `float16` or `auto 0.2%`; `original` for none. */
  name: string;
  /** Loss on the calibration data against the original: see {@link Scorer.drop}. */
  drop: number;
  /** Evaluation on data that was not used to make it. */
  evaluation: Evaluation;
  needs: Needs;
  /** Storage of each weight, and its cost in bytes, if that was measured. */
  storage: ReadonlyMap<string, Storage> | undefined;
  sensitivities: readonly Sensitivity[];
}

/** Quality to improve. */
export const OBJECTIVES = ['size', 'latency', 'cold-start'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** Returns the cost for an objective, lower is better: deflated bytes, or milliseconds. */
export function costOf({ needs }: Pick<Candidate, 'needs'>, objective: Objective): number {
  switch (objective) {
    case 'size':
      return needs.bytes.compressed;
    case 'latency':
      return needs.warmMs;
    case 'cold-start':
      return needs.coldStartMs;
  }
}

/** Returns the quality of a model, higher is better: its accuracy, or its mean error as a negative number. */
export function qualityOf({ evaluation }: Pick<Candidate, 'evaluation'>): number {
  return evaluation.kind === 'classes' ? evaluation.accuracy : -evaluation.meanError;
}
