import type { Sensitivity } from '../auto/choose-levels.ts';
import type { Evaluation } from '../evaluation/evaluate-model.ts';
import type { Needs } from '../measure/measure-needs.ts';
import type { Storage } from '../quantize/precision.ts';

/** A model that was tried. */
export interface Candidate {
  /** What was done, such as `float16` or `auto 0.2%`; `original` for nothing. */
  name: string;
  /** How much worse it is than the original on the calibration data: see {@link Scorer.drop}. */
  drop: number;
  /** On data that had no part in making it. */
  evaluation: Evaluation;
  needs: Needs;
  /** How each weight is stored, and what it would cost in bytes, where that was measured. */
  storage: ReadonlyMap<string, Storage> | undefined;
  sensitivities: readonly Sensitivity[];
}

/** What a model is made better in. */
export const OBJECTIVES = ['size', 'latency', 'cold-start'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** What an objective counts, the less the better: deflated bytes, or milliseconds. */
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

/** How good a model is, the more the better: its accuracy, or its mean error below zero. */
export function qualityOf({ evaluation }: Pick<Candidate, 'evaluation'>): number {
  return evaluation.kind === 'classes' ? evaluation.accuracy : -evaluation.meanError;
}
