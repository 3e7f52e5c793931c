import { median } from '@pilotlight/statistics/median';
import { medianError } from '@pilotlight/statistics/median-error';

/** How many standard errors a difference must be to be more than chance. */
const ERRORS = 3;

/** What is never a regression: a machine gives no finer answers. */
const LEAST_TOLERANCE = 0.03;

export interface Verdict {
  id: string;
  baseline: number;
  now: number;
  /** By how much the ratio may grow. */
  tolerance: number;
  verdict: 'regression' | 'as before' | 'sooner' | 'not measured' | 'not in the baseline';
}

/**
 * Compares ratios to the hello world, run by run, with those of a baseline. A ratio may grow by three standard errors
 * of the difference of the two medians, which the spread of both says, and by 3 % in any case.
 */
export function compare(
  baseline: Readonly<Record<string, readonly number[]>>,
  now: Readonly<Record<string, readonly number[]>>,
): Verdict[] {
  return [...new Set([...Object.keys(baseline), ...Object.keys(now)])].map((id) => {
    const [before, after] = [baseline[id] ?? [], now[id] ?? []];
    const [was, is] = [before, after].map((ratios) => (ratios.length > 0 ? median(ratios) : Number.NaN));
    const judged = { id, baseline: was ?? Number.NaN, now: is ?? Number.NaN };
    if (before.length === 0) return { ...judged, tolerance: Number.NaN, verdict: 'not in the baseline' };
    if (after.length === 0) return { ...judged, tolerance: Number.NaN, verdict: 'not measured' };
    const chance = ERRORS * Math.hypot(medianError(before), medianError(after));
    const tolerance = Math.max(chance, LEAST_TOLERANCE * judged.baseline);
    const grown = judged.now - judged.baseline;
    const verdict = grown > tolerance ? 'regression' : grown < -tolerance ? 'sooner' : 'as before';
    return { ...judged, tolerance, verdict };
  });
}
