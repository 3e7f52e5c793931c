import type { Comparison } from '../evaluation/compare.ts';
import type { Candidate, Objective } from './candidate.ts';

/** All results of an optimization. */
export interface Optimization {
  model: string;
  data: string;
  calibration: string;
  objective: Objective;
  maxDrop: number;
  /** The original comes first. */
  candidates: readonly [Candidate, ...Candidate[]];
  front: readonly Candidate[];
  chosen: Candidate;
  /** Comparison of the chosen one with the original. */
  comparison: Comparison;
  /** Steps that were not tried, and the reasons. */
  skipped: readonly { what: string; why: string }[];
  labels: readonly string[] | undefined;
}
