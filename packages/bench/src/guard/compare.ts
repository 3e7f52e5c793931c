import { median } from '@pilotlight/statistics/median';
import { medianError } from '@pilotlight/statistics/median-error';

/** Number of standard errors that make a difference more than chance. */
const ERRORS = 3;

/** A smaller difference is never a regression: measurements are not finer than this. */
const LEAST_TOLERANCE = 0.03;

export interface Verdict {
  id: string;
  baseline: number;
  now: number;
  /** Allowed growth of the ratio. */
  tolerance: number;
  verdict: 'regression' | 'as before' | 'sooner' | 'not measured' | 'not in the baseline';
}

/**
 * Compares ratios to the hello world, run by run, with those of a baseline. A ratio may grow by three standard errors
 * of the difference of the two medians, computed from the spread of both, and by 3 % in any case.
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
