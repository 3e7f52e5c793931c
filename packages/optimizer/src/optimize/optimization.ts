import type { Comparison } from '../evaluation/compare.ts';
import type { Candidate, Objective } from './candidate.ts';

/** All that an optimization found out. */
export interface Optimization {
  model: string;
  data: string;
  calibration: string;
  objective: Objective;
  maxDrop: number;
  /** The original first. */
  candidates: readonly [Candidate, ...Candidate[]];
  front: readonly Candidate[];
  chosen: Candidate;
  /** The chosen one against the original. */
  comparison: Comparison;
  /** What was not tried, and why. */
  skipped: readonly { what: string; why: string }[];
  labels: readonly string[] | undefined;
}
