import { type Candidate, costOf, type Objective } from './candidate.ts';

/** Times that differ by less than this share count as equal: measurements vary by that much. */
const NOISE = 0.1;

/** A model that is smaller by less than this share is not worth another version. */
const LEAST_GAIN = 0.01;

/**
 * Returns the candidate with the lowest cost among those that are at most `maxDrop` worse on the calibration data. The
 * evaluation data has no part in the choice. If times count as equal, the smaller model wins.
 */
export function chooseCandidate(
  candidates: readonly [Candidate, ...Candidate[]],
  { objective, maxDrop }: { objective: Objective; maxDrop: number },
): Candidate {
  const [original] = candidates;
  const allowed = candidates.filter((candidate) => candidate === original || candidate.drop <= maxDrop);
  const least = Math.min(...allowed.map((candidate) => costOf(candidate, objective)));
  const bound = objective === 'size' ? least : least * (1 + NOISE);
  if (objective === 'size' && least > costOf(original, 'size') * (1 - LEAST_GAIN)) return original;
  const best = allowed.filter((candidate) => costOf(candidate, objective) <= bound);
  return best.toSorted((a, b) => costOf(a, 'size') - costOf(b, 'size') || a.drop - b.drop)[0] ?? original;
}
